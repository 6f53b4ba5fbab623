// SPDX-License-Identifier: Apache-2.0
package com.acme;

/** What a message is made of: an object of 24 bytes. */
public record Token(int begin, int end, byte kind) {}
