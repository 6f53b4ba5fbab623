// SPDX-License-Identifier: Apache-2.0
package com.acme;

/** What the tests of this example pin down: a message is two tokens and the array that holds them. */
public final class Codec {
    /** A part of a message: 24 bytes with compressed class pointers. */
    public record Token(int begin, int end, byte kind) {}

    public Token[] parse(String message) {
        int colon = message.indexOf(':');
        return new Token[] {new Token(0, colon, (byte) 1), new Token(colon + 1, message.length(), (byte) 2)};
    }

    public int checksum(String message) {
        int sum = 0;
        for (int i = 0; i < message.length(); i++) {
            sum = 31 * sum + message.charAt(i);
        }
        return sum;
    }
}
