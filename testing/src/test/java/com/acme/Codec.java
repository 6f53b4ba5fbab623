// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.nio.charset.StandardCharsets;

/** Known allocations: two tokens and the array that holds them. */
public final class Codec {
    /** Three objects. */
    public Token[] parse(String message) {
        int colon = message.indexOf(':');
        Token[] tokens = new Token[2];
        tokens[0] = token(0, colon);
        tokens[1] = token(colon + 1, message.length());
        return tokens;
    }

    /** Three objects and what the JDK makes to copy the text. */
    public Token[] parseCopy(String message) {
        return parse(new String(message.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1));
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
