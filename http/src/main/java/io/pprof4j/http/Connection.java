// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.recorder.QuietThread;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;

/** One client: one request, one reply. A thread that does not keep the program alive and is none of its own. */
final class Connection extends QuietThread implements Client {
    static final String PREFIX = "/debug/pprof/";

    /** To send a request, and again to take the reply: enough for a slow network, no use to one who wants to block. */
    static final Duration GRACE = Duration.ofSeconds(60);

    private static final int FAREWELL_MILLIS = 1000;
    private static final int FAREWELL_BYTES = 64 << 10;

    private final Socket socket;
    private final Routes routes;
    private final Access access;
    private final Consumer<Connection> whenDone;
    /** By System.nanoTime; written by this thread, read by the acceptor's. */
    private volatile long deadline = System.nanoTime() + GRACE.toNanos();

    Connection(Socket socket, Routes routes, Access access, Consumer<Connection> whenDone) {
        super("pprof4j-http-client");
        this.socket = socket;
        this.routes = routes;
        this.access = access;
        this.whenDone = whenDone;
    }

    @Override
    protected void work() {
        try (socket) {
            serve();
        } catch (IOException | ClientGoneException gone) {
            // nobody is left to tell
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failure) {
            System.err.println("pprof4j: a request to /debug/pprof/ failed: " + failure);
        } finally {
            whenDone.accept(this);
        }
    }

    private void serve() throws IOException, ClientGoneException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        try {
            RequestReader.Message message = new RequestReader(in).read();
            access.check(message.headers());
            Reply reply = answer(message);
            deadline = System.nanoTime() + GRACE.toNanos();
            ReplyWriter.write(reply, !message.method().equals("HEAD"), out);
        } catch (Refusal refusal) {
            ReplyWriter.write(refusal.reply(), true, out);
            sayGoodbye(in);
        }
    }

    private Reply answer(RequestReader.Message message) throws ClientGoneException, InterruptedException {
        String path = message.path();
        if (path.equals("/") || path.equals("/debug/pprof")) {
            return Reply.redirect(PREFIX);
        }
        if (!path.startsWith(PREFIX)) {
            return Reply.error(404, "nothing is here - profiles are under " + PREFIX);
        }
        return routes.answer(
                new Request(message.method(), path.substring(PREFIX.length()), message.query(), message.body()), this);
    }

    /** Closing with unread input would reset the connection, perhaps before the client has read why. */
    private void sayGoodbye(InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(FAREWELL_MILLIS);
        in.readNBytes(FAREWELL_BYTES);
    }

    /** The end of the client's input is how it says that it has gone, as for Go's server. */
    @Override
    public void await(Duration span) throws ClientGoneException, InterruptedException {
        long end = System.nanoTime() + span.toNanos();
        deadline = end + GRACE.toNanos();
        try {
            for (long left = span.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                awaitInput((int) left);
            }
        } catch (IOException gone) {
            throw new ClientGoneException(gone);
        }
    }

    private void awaitInput(int millis) throws IOException, ClientGoneException {
        socket.setSoTimeout(millis);
        try {
            if (socket.getInputStream().read() < 0) {
                throw new ClientGoneException(null);
            }
        } catch (SocketTimeoutException stillThere) {
            // which is what was hoped for
        }
    }

    boolean isOverdue(long now) {
        return deadline - now < 0;
    }

    /** Ends its wait for the client; from any thread. No interrupt, which Flight Recorder's files would not survive. */
    void abort() {
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            // the thread notices
        }
    }
}
