// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.FrameAddresses;
import java.util.Optional;

/**
 * {@code symbol}: the functions at addresses of text profiles, which {@code go tool pprof} asks for after it has fetched
 * such a profile. They come joined by plus signs, in the body of a POST or as query of a GET.
 */
final class SymbolEndpoint implements Endpoint {

    @Override
    public boolean takesPost() {
        return true;
    }

    @Override
    public Reply answer(Request request, Client client) throws Refusal {
        String addresses = request.method().equals("POST") ? request.body() : request.query();
        // Not how many there are: zero would say that this program has no symbols, any other number that it has.
        StringBuilder reply = new StringBuilder("num_symbols: 1\n");
        for (String word : addresses.strip().split("\\+", -1)) {
            if (!word.isEmpty()) {
                append(reply, word);
            }
        }
        return Reply.text(reply.toString());
    }

    /** Addresses without a function are left out, as in Go. */
    private static void append(StringBuilder reply, String word) throws Refusal {
        Optional<String> function = FrameAddresses.function(address(word));
        if (function.isPresent()) {
            // The JVM lets a name have a line break in it.
            String name = function.get().replaceAll("\\p{Cntrl}", " ");
            reply.append(word).append(' ').append(name).append('\n');
        }
    }

    private static long address(String word) throws Refusal {
        try {
            return word.startsWith("0x") ? Long.parseUnsignedLong(word.substring(2), 16) : Long.parseUnsignedLong(word);
        } catch (NumberFormatException notANumber) {
            throw new Refusal(400, "invalid address \"" + word + "\" - must be numbers joined by +, as in 0x1+0x2");
        }
    }
}
