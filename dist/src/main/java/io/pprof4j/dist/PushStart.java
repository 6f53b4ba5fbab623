// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.http.ProfilePusher;
import io.pprof4j.http.PushSettings;
import io.pprof4j.recorder.QuietThread;
import io.pprof4j.tracer.PushOptions;
import java.time.Duration;

/** Starts to push profiles beside the program, and pushes the last of them when it ends. */
final class PushStart extends QuietThread implements ExitTask {
    private final PushOptions options;
    private final HeldRecorder recorder;
    /** Null until there is one. */
    private volatile ProfilePusher pusher;

    /** @param recorder which the CPU profile needs at the end */
    PushStart(PushOptions options, HeldRecorder recorder) {
        super("pprof4j-push-start");
        this.options = options;
        this.recorder = recorder;
    }

    /** The program goes on without being pushed if that cannot be. */
    @Override
    protected void work() {
        try {
            PushSettings settings = settings();
            if (settings.profiles().contains("cpu")) {
                recorder.begin();
            }
            pusher = ProfilePusher.start(settings);
        } catch (IllegalArgumentException wrong) {
            System.err.println("pprof4j: option push=" + options.url() + " is ignored: " + wrong.getMessage());
        } catch (RuntimeException | Error failure) {
            System.err.println("pprof4j: no profiles are pushed: " + failure.getMessage());
        }
    }

    private PushSettings settings() {
        PushSettings settings = PushSettings.to(options.url())
                .every(Duration.ofSeconds(options.seconds()))
                .labelled(options.labels())
                .withToken(options.token());
        if (options.name() != null) {
            settings = settings.named(options.name());
        }
        return options.profiles().isEmpty() ? settings : settings.only(options.profiles());
    }

    @Override
    public String what() {
        return "last push";
    }

    @Override
    public void perform() {
        ProfilePusher started = pusher;
        if (started != null) {
            started.close();
        }
    }
}
