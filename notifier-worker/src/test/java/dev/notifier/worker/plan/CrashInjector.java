package dev.notifier.worker.plan;

import dev.notifier.kafka.loop.LoopStepListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the thread when it first reaches a step, as a crash would: nothing is undone. */
final class CrashInjector implements LoopStepListener {
  private final Step step;
  private final AtomicBoolean armed = new AtomicBoolean(true);
  private final CountDownLatch crashed = new CountDownLatch(1);

  CrashInjector(Step step) {
    this.step = step;
  }

  @Override
  public void reached(Step reached) {
    if (reached == step && armed.compareAndSet(true, false)) {
      crashed.countDown();
      throw new Crash();
    }
  }

  boolean awaitCrash() throws InterruptedException {
    return crashed.await(60, TimeUnit.SECONDS);
  }

  /** An error, so that the loop does not treat it as a failure to recover from. */
  private static final class Crash extends Error {
    Crash() {
      super("crash injected by a test");
    }
  }
}
