// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.Arrays;

/** Known allocations: two tokens and the array that holds them. */
public final class Codec {
    private static final byte[] HEADER = {1, 2, 3, 4};

    /** Three objects. */
    public Token[] parse(String message) {
        int colon = message.indexOf(':');
        Token[] tokens = new Token[2];
        tokens[0] = token(0, colon);
        tokens[1] = token(colon + 1, message.length());
        return tokens;
    }

    /** Four objects: one of them the JDK makes. */
    public Token[] parseCopy(String message) {
        byte[] text = Arrays.copyOf(HEADER, 8);
        return text.length == 0 ? new Token[0] : parse(message);
    }

    /** No objects. */
    public int sum(String message) {
        int sum = 0;
        for (int i = 0; i < message.length(); i++) {
            sum += message.charAt(i);
        }
        return sum;
    }

    private static Token token(int begin, int end) {
        return new Token(begin, end, (byte) 1);
    }
}
