// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;

/** The server does not want it: to send it again would be of no use. */
final class UploadRefused extends IOException {
    UploadRefused(String reason) {
        super(reason);
    }
}
