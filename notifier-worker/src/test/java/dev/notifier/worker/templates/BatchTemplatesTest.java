package dev.notifier.worker.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.templates.TemplateSnapshot;
import dev.notifier.planning.templates.TemplateVersions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchTemplatesTest {
  private final TemplateVersions versions = new TemplateVersions(Sample.PLAIN, _ -> {});
  private int refreshes;

  private final TemplateProvider provider =
      new TemplateProvider() {
        @Override
        public TemplateSnapshot current() {
          return versions.snapshot();
        }

        @Override
        public TemplateSnapshot upToDate() {
          refreshes++;
          return versions.snapshot();
        }
      };

  @Test
  void aBatchKeepsTheSnapshotFromItsStart() throws InterruptedException {
    put(1, "one", 1);
    BatchTemplates batch = new BatchTemplates(provider);
    put(2, "two", 2);

    assertThat(render(batch, null)).isEqualTo("one");
    assertThat(render(new BatchTemplates(provider), null)).isEqualTo("two");
    assertThat(refreshes).isZero();
  }

  @Test
  void aMissingTemplateIsLookedUpInANewerSnapshotOnce() throws InterruptedException {
    put(1, "one", 1);
    BatchTemplates batch = new BatchTemplates(provider);
    put(2, "two", 2);

    assertThat(render(batch, 2)).isEqualTo("two");
    assertThat(render(batch, 3)).isEqualTo("UNKNOWN_TEMPLATE_VERSION");
    assertThat(render(batch, null)).isEqualTo("one");
    assertThat(refreshes).isEqualTo(1);
  }

  private void put(int version, String text, long revision) {
    versions.putType(Sample.type(1));
    versions.putVersion(Sample.version(version, text));
    versions.putPublished(Sample.published(version, revision));
  }

  private static String render(BatchTemplates batch, @Nullable Integer pinned)
      throws InterruptedException {
    TemplateLookup lookup = batch.lookUp("default", Sample.TYPE, pinned);
    return TemplateVersionsTest.render((_, _, _) -> lookup, pinned);
  }
}
