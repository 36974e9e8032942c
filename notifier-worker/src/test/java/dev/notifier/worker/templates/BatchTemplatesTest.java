package dev.notifier.worker.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.TemplateSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchTemplatesTest {
  private final TemplateVersions pages = new TemplateVersions(Sample.PLAIN);
  private int looks;

  private final TemplateProvider book =
      new TemplateProvider() {
        @Override
        public TemplateSnapshot current() {
          return pages.snapshot();
        }

        @Override
        public TemplateSnapshot upToDate() {
          looks++;
          return pages.snapshot();
        }
      };

  @Test
  void aBatchKeepsWhatWasInForceWhenItBegan() throws InterruptedException {
    put(1, "one", 1);
    BatchTemplates batch = new BatchTemplates(book);
    put(2, "two", 2);

    assertThat(said(batch, null)).isEqualTo("one");
    assertThat(said(new BatchTemplates(book), null)).isEqualTo("two");
    assertThat(looks).isZero();
  }

  @Test
  void whatIsMissingIsLookedForOnceAndTheRestKeepsItsVersion() throws InterruptedException {
    put(1, "one", 1);
    BatchTemplates batch = new BatchTemplates(book);
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

  private static String said(BatchTemplates batch, @Nullable Integer pinned)
      throws InterruptedException {
    TemplateLookup choice = batch.choose(Sample.TYPE, pinned);
    return TemplateVersionsTest.said((_, _) -> choice, pinned);
  }
}
