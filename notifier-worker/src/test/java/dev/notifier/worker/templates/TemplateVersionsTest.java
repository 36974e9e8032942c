package dev.notifier.worker.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.TemplateSnapshot;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateVersionsTest {
  private final TemplateVersions pages = new TemplateVersions(Sample.PLAIN);

  @Test
  void theOrderOfTheTopicsDoesNotMatter() {
    pages.published(Sample.published(1, 1));
    pages.version(Sample.version(1, "one"));
    assertThat(said(null)).isEqualTo("NO_TEMPLATE");

    pages.type(Sample.type(1));
    assertThat(said(null)).isEqualTo("one");
  }

  @Test
  void whoPinsGetsThatVersionAndTheOthersWhatIsInForce() {
    filled();

    assertThat(said(null)).isEqualTo("two");
    assertThat(said(1)).isEqualTo("one");
    assertThat(said(9)).isEqualTo("UNKNOWN_TEMPLATE_VERSION");
  }

  @Test
  void aSnapshotStaysWhatItWas() {
    filled();
    TemplateSnapshot before = pages.snapshot();

    pages.published(Sample.published(1, 3));

    assertThat(said(before, null)).isEqualTo("two");
    assertThat(said(null)).isEqualTo("one");
  }

  @Test
  void anOlderWordNeverReplacesANewerOne() {
    filled();
    pages.published(Sample.published(1, 1));
    pages.type(Sample.type(0));

    assertThat(said(null)).isEqualTo("two");
  }

  @Test
  void withNothingInForceThereIsNoText() {
    filled();
    pages.published(Sample.published(null, 3));
    assertThat(said(null)).isEqualTo("NO_TEMPLATE");

    pages.notPublished(Sample.ID);
    pages.noVersion(Sample.version(1, "").key());
    assertThat(said(null)).isEqualTo("NO_TEMPLATE");
  }

  @Test
  void aRetiredVersionCannotBePinned() {
    filled();
    pages.noVersion(Sample.version(1, "").key());

    assertThat(said(1)).isEqualTo("UNKNOWN_TEMPLATE_VERSION");
    assertThat(said(null)).isEqualTo("two");
    assertThat(pages.usable()).isEqualTo(1);
  }

  @Test
  void whatDoesNotCompileLeavesNothingElseBehind() {
    filled();
    pages.version(Sample.version(3, "bad"));
    pages.published(Sample.published(3, 3));

    assertThat(said(null)).isEqualTo("NO_TEMPLATE");
    assertThat(said(2)).isEqualTo("two");
  }

  private void filled() {
    pages.type(Sample.type(1));
    pages.version(Sample.version(1, "one"));
    pages.version(Sample.version(2, "two"));
    pages.published(Sample.published(2, 2));
  }

  private String said(@Nullable Integer pinned) {
    return said(pages.snapshot(), pinned);
  }

  static String said(TemplateSnapshot snapshot, @Nullable Integer pinned) {
    return switch (snapshot.choose(Sample.TYPE, pinned)) {
      case TemplateLookup.Missing(FailureReason reason, String _) -> reason.name();
      case TemplateLookup.Found found ->
          ((Rendered)
                  found
                      .wording()
                      .render(
                          new RenderRequest(
                              Sample.TYPE, "vi", Map.of(), CarrierTextSettings.DEFAULT)))
              .text();
    };
  }
}
