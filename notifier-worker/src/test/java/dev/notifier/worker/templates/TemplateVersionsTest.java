package dev.notifier.worker.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.templates.TemplateSnapshot;
import dev.notifier.planning.templates.TemplateVersions;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateVersionsTest {
  private final TemplateVersions versions = new TemplateVersions(Sample.PLAIN, _ -> {});

  @Test
  void recordsMayArriveInAnyOrder() {
    versions.putPublished(Sample.published(1, 1));
    versions.putVersion(Sample.version(1, "one"));
    assertThat(render(null)).isEqualTo("NO_TEMPLATE");

    versions.putType(Sample.type(1));
    assertThat(render(null)).isEqualTo("one");
  }

  @Test
  void aPinnedVersionTakesPrecedenceOverThePublishedOne() {
    addTwoVersions();

    assertThat(render(null)).isEqualTo("two");
    assertThat(render(1)).isEqualTo("one");
    assertThat(render(9)).isEqualTo("UNKNOWN_TEMPLATE_VERSION");
  }

  @Test
  void aSnapshotDoesNotChange() {
    addTwoVersions();
    TemplateSnapshot before = versions.snapshot();

    versions.putPublished(Sample.published(1, 3));

    assertThat(render(before, null)).isEqualTo("two");
    assertThat(render(null)).isEqualTo("one");
  }

  @Test
  void withoutAPublishedVersionThereIsNoTemplate() {
    addTwoVersions();
    versions.putPublished(Sample.published(null, 3));
    assertThat(render(null)).isEqualTo("NO_TEMPLATE");

    versions.removePublished(Sample.ID);
    versions.removeVersion(Sample.version(1, "").key());
    assertThat(render(null)).isEqualTo("NO_TEMPLATE");
  }

  @Test
  void aRemovedVersionCannotBePinned() {
    addTwoVersions();
    versions.removeVersion(Sample.version(1, "").key());

    assertThat(render(1)).isEqualTo("UNKNOWN_TEMPLATE_VERSION");
    assertThat(render(null)).isEqualTo("two");
    assertThat(versions.usable()).isEqualTo(1);
  }

  @Test
  void aVersionThatDoesNotCompileDoesNotAffectOthers() {
    addTwoVersions();
    versions.putVersion(Sample.version(3, "bad"));
    versions.putPublished(Sample.published(3, 3));

    assertThat(render(null)).isEqualTo("UNUSABLE_TEMPLATE");
    assertThat(render(2)).isEqualTo("two");
  }

  private void addTwoVersions() {
    versions.putType(Sample.type(1));
    versions.putVersion(Sample.version(1, "one"));
    versions.putVersion(Sample.version(2, "two"));
    versions.putPublished(Sample.published(2, 2));
  }

  private String render(@Nullable Integer pinned) {
    return render(versions.snapshot(), pinned);
  }

  static String render(TemplateSnapshot snapshot, @Nullable Integer pinned) {
    return switch (snapshot.lookUp("default", Sample.TYPE, pinned)) {
      case TemplateLookup.Missing(FailureReason reason, String _) -> reason.name();
      case TemplateLookup.Found found ->
          ((Rendered)
                  found
                      .renderer()
                      .render(
                          new RenderRequest(
                              Sample.TYPE, "vi", Map.of(), CarrierTextSettings.DEFAULT)))
              .text();
    };
  }
}
