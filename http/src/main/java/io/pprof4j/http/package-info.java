// SPDX-License-Identifier: Apache-2.0
/**
 * Go's {@code net/http/pprof}: {@code /debug/pprof/} as a server of its own ({@link io.pprof4j.http.PprofServer}) and as
 * a handler for another ({@link io.pprof4j.http.PprofHandler}).
 */
package io.pprof4j.http;
