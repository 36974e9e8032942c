package dev.notifier.worker.plan;

import dev.notifier.kafka.loop.LoopStepListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the thread the first time it comes to a step, the way a crash would: nothing is undone. */
final class CrashAt implements LoopStepListener {
  private final Step step;
  private final AtomicBoolean armed = new AtomicBoolean(true);
  private final CountDownLatch crashed = new CountDownLatch(1);

  CrashAt(Step step) {
    this.step = step;
  }

  @Override
  public void reached(Step reached) {
    if (reached == step && armed.compareAndSet(true, false)) {
      crashed.countDown();
      throw new Crash();
    }
  }

  boolean await() throws InterruptedException {
    return crashed.await(60, TimeUnit.SECONDS);
  }

  /** An error, so that nothing treats it as a failure to recover from. */
  private static final class Crash extends Error {
    Crash() {
      super("a crash, made by a test");
    }
  }
}
