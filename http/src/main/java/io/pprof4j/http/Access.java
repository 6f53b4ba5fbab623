// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** Who may ask, by the headers of the request. */
final class Access {
    private final byte[] token;
    private final boolean localOnly;

    /** @param localOnly whether the server is for this machine only */
    Access(String token, boolean localOnly) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.localOnly = localOnly;
    }

    /** @param headers with names in lower case */
    void check(Map<String, String> headers) throws Refusal {
        if (token.length > 0) {
            checkToken(headers.getOrDefault("authorization", ""));
        } else if (localOnly) {
            checkHost(headers.get("host"));
        }
        checkOrigin(headers);
    }

    private void checkToken(String authorization) throws Refusal {
        if (!MessageDigest.isEqual(presented(authorization).getBytes(StandardCharsets.UTF_8), token)) {
            throw new Refusal(
                    Reply.error(401, "a token is needed - send it as Authorization: Bearer, or as password of Basic")
                            .with("WWW-Authenticate", "Basic realm=\"pprof\""));
        }
    }

    private static String presented(String authorization) {
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String credentials = authorization.substring(space + 1).strip();
        if (scheme.equals("bearer")) {
            return credentials;
        }
        return scheme.equals("basic") ? password(credentials) : "";
    }

    private static String password(String encoded) {
        try {
            String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return both.substring(both.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /**
     * A page from elsewhere can have its own name resolve to this machine and read what it likes from here; but then its
     * name is what the browser sends. An address, or a name that is always this machine, cannot be made to lie.
     */
    private static void checkHost(String header) throws Refusal {
        if (header == null) {
            return;
        }
        String host = withoutPort(header.toLowerCase(Locale.ROOT));
        boolean address = host.startsWith("[") || host.matches("[0-9]+(\\.[0-9]+){3}");
        if (!address && !host.equals("localhost") && !host.endsWith(".localhost")) {
            throw new Refusal(
                    403, "host \"" + host + "\" is not served - use localhost, or an address, in place of the name");
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /** Pages from elsewhere may link here, but not make the browser ask in the background. */
    private static void checkOrigin(Map<String, String> headers) throws Refusal {
        boolean elsewhere = headers.getOrDefault("sec-fetch-site", "none").equals("cross-site");
        if (elsewhere && !headers.getOrDefault("sec-fetch-mode", "").equals("navigate")) {
            throw new Refusal(403, "requests of other sites' pages are not served - open this address itself");
        }
    }
}
