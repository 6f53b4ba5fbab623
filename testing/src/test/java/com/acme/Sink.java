// SPDX-License-Identifier: Apache-2.0
package com.acme;

/** Where objects go that the JIT must not remove. */
public final class Sink {
    public static volatile Object kept;

    private Sink() {}
}
