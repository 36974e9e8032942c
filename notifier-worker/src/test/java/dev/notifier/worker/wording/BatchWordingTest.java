package dev.notifier.worker.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchWordingTest {
  private final Pages pages = new Pages(Sample.PLAIN);
  private int looks;

  private final WordingBook book =
      new WordingBook() {
        @Override
        public Snapshot current() {
          return pages.snapshot();
        }

        @Override
        public Snapshot upToDate() {
          looks++;
          return pages.snapshot();
        }
      };

  @Test
  void aBatchKeepsWhatWasInForceWhenItBegan() throws InterruptedException {
    put(1, "one", 1);
    BatchWording batch = new BatchWording(book);
    put(2, "two", 2);

    assertThat(said(batch, null)).isEqualTo("one");
    assertThat(said(new BatchWording(book), null)).isEqualTo("two");
    assertThat(looks).isZero();
  }

  @Test
  void whatIsMissingIsLookedForOnceAndTheRestKeepsItsVersion() throws InterruptedException {
    put(1, "one", 1);
    BatchWording batch = new BatchWording(book);
    put(2, "two", 2);

    assertThat(said(batch, 2)).isEqualTo("two");
    assertThat(said(batch, 3)).isEqualTo("UNKNOWN_TEMPLATE_VERSION");
    assertThat(said(batch, null)).isEqualTo("one");
    assertThat(looks).isEqualTo(1);
  }

  private void put(int version, String text, long revision) {
    pages.type(Sample.type(1));
    pages.version(Sample.version(version, text));
    pages.published(Sample.published(version, revision));
  }

  private static String said(BatchWording batch, @Nullable Integer pinned)
      throws InterruptedException {
    Choice choice = batch.choose(Sample.TYPE, pinned);
    return PagesTest.said((_, _) -> choice, pinned);
  }
}
