// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers that are made once for all who wait for the same. Whoever asks joins the answer that is still to begin, never
 * one under way: what one gets is as of a time after one asked.
 *
 * <p>There is no thread for this: one of those who wait makes the answer, when it is its {@link Turns turn}. If that one's
 * client goes away or is refused, another of them takes over. An answer is in memory until the last of them has sent it:
 * at most one for each client, as if nothing was shared, and mostly one for each question. Thread-safe.
 */
final class SharedAnswers {
    /** For the others if the work ends in a way that Java does not allow it to. */
    private static final Work UNFINISHED = () -> {
        throw new IOException("the profile was not finished");
    };

    private final Turns turns;
    private final ReentrantLock lock = new ReentrantLock();
    /** Which are still to begin, by their question. Guarded by the lock, as is the next. */
    private final Map<Object, Answer> waiting = new HashMap<>();

    private final Set<Object> underWay = new HashSet<>();

    SharedAnswers(Turns turns) {
        this.turns = turns;
    }

    /** What makes an answer. */
    interface Work {
        Reply run() throws IOException;
    }

    /** Guarded by the lock. The outcome is not written again, so that who has seen it may read it without. */
    private static final class Answer {
        private final Condition changed;
        /** Meaningless once it has begun. */
        private int clients;

        private boolean led;
        private boolean begun;
        /** Gives the reply, or throws what the work has thrown, to each; null until it is there. */
        private Work outcome;

        Answer(Condition changed) {
            this.changed = changed;
        }
    }

    /**
     * The answer to a question, or what its work has thrown.
     *
     * @param question equal for those who may share an answer
     * @param work makes the answer; that of one of them is done
     */
    Reply answer(Object question, Work work, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        long patienceEnds = turns.patienceEnds();
        Answer answer = join(question);
        boolean leads = false;
        boolean there = false;
        try {
            leads = isToLead(question, answer, patienceEnds);
            if (leads) {
                turns.take(() -> make(question, answer, work), patienceEnds, client);
            }
            there = true;
        } finally {
            if (!there) {
                leave(question, answer, leads);
            }
        }
        turns.spendReply();
        return answer.outcome.run();
    }

    private Answer join(Object question) {
        lock.lock();
        try {
            Answer answer = waiting.computeIfAbsent(question, any -> new Answer(lock.newCondition()));
            answer.clients++;
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the answer is there, or somebody must make it. */
    private boolean isToLead(Object question, Answer answer, long patienceEnds) throws Refusal, InterruptedException {
        lock.lock();
        try {
            while (answer.outcome == null) {
                if (answer.begun) {
                    answer.changed.await();
                } else if (!answer.led && !underWay.contains(question)) {
                    answer.led = true;
                    return true;
                } else if (turns.untilOver(patienceEnds) > 0) {
                    answer.changed.awaitNanos(turns.untilOver(patienceEnds));
                } else {
                    throw Turns.busy();
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody can join from here on. */
    private void make(Object question, Answer answer, Work work) {
        begin(question, answer);
        Work outcome = UNFINISHED;
        try {
            Reply reply = work.run();
            outcome = () -> reply;
        } catch (IOException | RuntimeException | Error failure) {
            outcome = () -> {
                throw failure;
            };
        } finally {
            end(question, answer, outcome);
        }
    }

    private void begin(Object question, Answer answer) {
        lock.lock();
        try {
            waiting.remove(question);
            underWay.add(question);
            answer.begun = true;
        } finally {
            lock.unlock();
        }
    }

    private void end(Object question, Answer answer, Work outcome) {
        lock.lock();
        try {
            underWay.remove(question);
            answer.outcome = outcome;
            answer.changed.signalAll();
            Answer next = waiting.get(question);
            if (next != null) {
                next.changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Before the answer is there; whoever was to make it leaves that to another. */
    private void leave(Object question, Answer answer, boolean led) {
        lock.lock();
        try {
            answer.clients--;
            if (led) {
                answer.led = false;
            }
            if (answer.clients == 0) {
                waiting.remove(question, answer);
            } else if (!answer.led) {
                answer.changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
