// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SharedAnswersTest {
    private static final Client THERE = span -> {};

    private final AtomicLong clock = new AtomicLong();
    private final Turns turns = new Turns(clock::get);
    private final SharedAnswers answers = new SharedAnswers(turns);
    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @AfterEach
    void nobodyIsLeftWaiting() throws Exception {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private FutureTask<Reply> ask(Object question, SharedAnswers.Work work, Client client) {
        return start(() -> answers.answer(question, work, client));
    }

    private FutureTask<Reply> start(Callable<Reply> question) {
        FutureTask<Reply> asked = new FutureTask<>(question);
        Thread thread = new Thread(asked);
        threads.add(thread);
        thread.start();
        return asked;
    }

    private Reply count() {
        return Reply.text("answer " + made.incrementAndGet());
    }

    /** Says that it has begun, and ends when it may. */
    private Reply slow() {
        begun.countDown();
        await(mayEnd);
        return count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** A thread that waits for an answer does so for a limited time, unlike one that waits for a lock or for this test. */
    private void awaitAsked(int count) throws InterruptedException {
        while (threads.stream()
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                != count) {
            Thread.sleep(1);
        }
    }

    @Test
    void whoAsksWhileAnAnswerIsMadeSharesExactlyOneMore() throws Exception {
        FutureTask<Reply> first = ask("heap", this::slow, THERE);
        await(begun);
        List<FutureTask<Reply>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(ask("heap", this::count, THERE));
        }
        awaitAsked(20);
        mayEnd.countDown();
        assertThat(Refused.text(first.get())).isEqualTo("answer 1");
        Reply shared = others.get(0).get();
        assertThat(Refused.text(shared)).isEqualTo("answer 2");
        for (FutureTask<Reply> other : others) {
            assertThat(other.get()).isSameAs(shared);
        }
        assertThat(made).hasValue(2);
    }

    @Test
    void whoWaitsForAProfileWithGcSharesOneGarbageCollection() throws Exception {
        CountingProfile heap = new CountingProfile("heap");
        Endpoint endpoint =
                new NamedProfileEndpoint(heap, answers, turns, () -> slow().status() == 200, Optional.empty());
        Request request = new Request("GET", "heap", "gc=1", "");
        FutureTask<Reply> first = start(() -> endpoint.answer(request, THERE));
        await(begun);
        FutureTask<Reply> second = start(() -> endpoint.answer(request, THERE));
        FutureTask<Reply> third = start(() -> endpoint.answer(request, THERE));
        awaitAsked(2);
        mayEnd.countDown();
        assertThat(second.get()).isSameAs(third.get()).isNotSameAs(first.get());
        assertThat(made).as("garbage collections").hasValue(2);
        assertThat(heap.writes()).isEqualTo(2);
    }

    @Test
    void measurementsThatBeginAndEndTogetherShareBothEnds() throws Exception {
        overdraw();
        CyclicBarrier both = new CyclicBarrier(2);
        Client client = span -> {
            if (span.equals(Duration.ofSeconds(1))) {
                meet(both);
            } else {
                awaitTheOther();
            }
        };
        CountingProfile heap = new CountingProfile("heap");
        Endpoint endpoint = new NamedProfileEndpoint(heap, answers, turns, () -> true, Optional.empty());
        Request request = new Request("GET", "heap", "seconds=1", "");
        FutureTask<Reply> first = start(() -> endpoint.answer(request, client));
        FutureTask<Reply> second = start(() -> endpoint.answer(request, client));
        assertThat(first.get()).isSameAs(second.get());
        assertThat(heap.writes()).isEqualTo(2);
    }

    /** Of two threads the one that waits for the budget stays until the other waits for its answer. */
    private void awaitTheOther() throws InterruptedException {
        while (threads.size() < 2
                || !threads.stream()
                        .filter(thread -> thread != Thread.currentThread())
                        .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
            Thread.sleep(1);
        }
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException neverMet) {
            throw new IllegalStateException(neverMet);
        }
    }

    @Test
    void anAnswerIsNotKept() throws Exception {
        assertThat(Refused.text(answers.answer("heap", this::count, THERE))).isEqualTo("answer 1");
        assertThat(Refused.text(answers.answer("heap", this::count, THERE))).isEqualTo("answer 2");
    }

    @Test
    void otherQuestionsAreAnsweredMeanwhile() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        SharedAnswers.Work work = () -> {
            meet(both);
            return count();
        };
        FutureTask<Reply> heap = ask("heap", work, THERE);
        FutureTask<Reply> mutex = ask("mutex", work, THERE);
        assertThat(heap.get()).isNotSameAs(mutex.get());
        assertThat(made).hasValue(2);
    }

    @Test
    void aFailureIsThatOfAllWhoShareIt() throws Exception {
        for (Throwable failure : List.of(new IOException("1"), new IllegalStateException("2"), new LinkageError("3"))) {
            assertThat(sharedFailure(failure)).allMatch(thrown -> thrown == failure);
        }
    }

    private List<Throwable> sharedFailure(Throwable failure) throws Exception {
        SharedAnswersTest round = new SharedAnswersTest();
        FutureTask<Reply> first = round.ask("heap", round::slow, THERE);
        await(round.begun);
        List<FutureTask<Reply>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(round.ask("heap", () -> thrown(failure), THERE));
        }
        round.awaitAsked(3);
        round.mayEnd.countDown();
        round.nobodyIsLeftWaiting();
        assertThat(Refused.text(first.get())).isEqualTo("answer 1");
        assertThat(Refused.text(round.answers.answer("heap", round::count, THERE)))
                .isEqualTo("answer 2");
        return others.stream()
                .map(other -> catchThrowable(other::get).getCause())
                .toList();
    }

    private static Reply thrown(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void workThatNobodyWaitsForIsNotDone() throws Exception {
        overdraw();
        FutureTask<Reply> gone = ask("heap", this::count, span -> {
            throw new ClientGoneException(null);
        });
        assertThat(catchThrowable(gone::get)).hasCauseInstanceOf(ClientGoneException.class);
        assertThat(made).hasValue(0);
    }

    @Test
    void whenOneGoesAwayAnotherTakesOver() throws Exception {
        overdraw();
        FutureTask<Reply> gone = ask("heap", this::count, span -> {
            begun.countDown();
            await(mayEnd);
            throw new ClientGoneException(null);
        });
        await(begun);
        FutureTask<Reply> second = ask("heap", this::count, THERE);
        FutureTask<Reply> third = ask("heap", this::count, THERE);
        awaitAsked(2);
        mayEnd.countDown();
        assertThat(catchThrowable(gone::get)).hasCauseInstanceOf(ClientGoneException.class);
        assertThat(second.get()).isSameAs(third.get());
        assertThat(made).hasValue(1);
    }

    @Test
    void whoIsInterruptedTakesNothingFromTheOthers() throws Exception {
        overdraw();
        FutureTask<Reply> first = ask("heap", this::count, span -> {
            begun.countDown();
            await(mayEnd);
        });
        await(begun);
        FutureTask<Reply> interrupted = ask("heap", this::count, THERE);
        awaitAsked(1);
        threads.get(1).interrupt();
        assertThat(catchThrowable(interrupted::get)).hasCauseInstanceOf(InterruptedException.class);
        mayEnd.countDown();
        assertThat(Refused.text(first.get())).isEqualTo("answer 1");
    }

    @Test
    void whoHasWaitedTooLongForTheAnswerBeforeIsRefused() throws Exception {
        long[] now = {0};
        SharedAnswers impatient = new SharedAnswers(
                new Turns(() -> now[0] += Duration.ofSeconds(31).toNanos()));
        Thread first = new Thread(new FutureTask<>(() -> impatient.answer("heap", this::slow, THERE)));
        first.start();
        await(begun);
        assertThat(Refused.by(() -> impatient.answer("heap", this::count, THERE)))
                .isEqualTo("503 too many profiles are being made - try again later");
        mayEnd.countDown();
        first.join();
        assertThat(made).hasValue(1);
    }

    /** Whatever is asked next waits ten seconds for the budget. */
    private void overdraw() throws Exception {
        answers.answer(
                "other",
                () -> Reply.text("" + clock.addAndGet(Duration.ofSeconds(3).toNanos())),
                THERE);
    }
}
