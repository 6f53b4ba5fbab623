// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.recorder.QuietThread;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes the clients in, as many as there is room for, and throws those out that take too long. */
final class Acceptor extends QuietThread {
    private static final int ROOM = 256;
    private static final int REAP_MILLIS = 1000;
    private static final int PAUSE_MILLIS = 50;

    private final ServerSocket server;
    private final Routes routes = new Routes();
    private final Access access;
    /** Added to by this thread only; each connection takes itself out. */
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    Acceptor(ServerSocket server, Access access) {
        super("pprof4j-http");
        this.server = server;
        this.access = access;
    }

    @Override
    protected void work() {
        try {
            while (!server.isClosed()) {
                step();
            }
        } finally {
            open.forEach(Connection::abort);
        }
    }

    /** Out of memory, of threads or of files: that passes, or is no reason to make it worse. */
    private void step() {
        try {
            reap();
            if (open.size() < ROOM) {
                accept();
            } else {
                pause();
            }
        } catch (SocketTimeoutException nobody) {
            // time to reap
        } catch (IOException | RuntimeException | Error failure) {
            pause();
        }
    }

    private void reap() {
        long now = System.nanoTime();
        for (Connection connection : open) {
            if (connection.isOverdue(now)) {
                connection.abort();
            }
        }
    }

    private void accept() throws IOException {
        server.setSoTimeout(open.isEmpty() ? 0 : REAP_MILLIS);
        Socket socket = server.accept();
        Connection connection = null;
        try {
            connection = new Connection(socket, routes, access, open::remove);
            open.add(connection);
            connection.start();
        } catch (RuntimeException | Error noThread) {
            if (connection != null) {
                open.remove(connection);
            }
            socket.close();
            throw noThread;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
    }
}
