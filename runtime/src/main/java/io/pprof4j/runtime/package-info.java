// SPDX-License-Identifier: Apache-2.0
/** What threads do: the profiles of Go's runtime that are not about the heap. */
package io.pprof4j.runtime;
