package dev.notifier.planning.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.templates.Renderer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which tenant's template a message gets. */
class TemplateCatalogTest {
  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final String TYPE = "card.expiring";
  private static final String ID = "card-expiring";

  private final Map<Renderer, String> keys = new HashMap<>();
  private final List<String> unusable = new ArrayList<>();
  private final List<String> ofAnotherType = new ArrayList<>();
  private final TemplateVersions versions =
      new TemplateVersions(
          this::compile,
          unusable::add,
          (template, type) -> ofAnotherType.add(template + " for " + type));

  private Optional<Renderer> compile(TemplateRecord record) {
    if (record.source().containsKey("broken")) {
      return Optional.empty();
    }
    Renderer renderer =
        _ -> {
          throw new AssertionError(record.key());
        };
    keys.put(renderer, record.key());
    return Optional.of(renderer);
  }

  @Test
  void aTenantUsesItsOwnPublishedTemplateOrElseTheNationalOne() {
    publish("card-expiring", 3);
    publish("son-la/card-expiring", 1);

    assertThat(used("default")).isEqualTo("card-expiring/3");
    assertThat(used("son-la")).isEqualTo("son-la/card-expiring/1");
    assertThat(used("lao-cai")).isEqualTo("card-expiring/3");
  }

  @Test
  void aTestTenantUsesItsOwnThenThatOfItsTenantThenTheNationalOne() {
    publish("card-expiring", 3);
    publish("son-la/card-expiring", 1);

    assertThat(used("son-la~test")).isEqualTo("son-la/card-expiring/1");
    assertThat(used("lao-cai~test")).isEqualTo("card-expiring/3");
    assertThat(used("default~test")).isEqualTo("card-expiring/3");

    publish("son-la~test/card-expiring", 7);

    assertThat(used("son-la~test")).isEqualTo("son-la~test/card-expiring/7");
    assertThat(used("son-la")).isEqualTo("son-la/card-expiring/1");
  }

  @Test
  void theNationalTenantNeverUsesTheTemplateOfAnother() {
    publish("son-la/card-expiring", 1);

    assertThat(reason("default", null)).isEqualTo(FailureReason.NO_TEMPLATE);
    assertThat(reason("lao-cai", null)).isEqualTo(FailureReason.NO_TEMPLATE);
    assertThat(versions.catalog().isPublished("lao-cai", TYPE, ID)).isFalse();
    assertThat(versions.catalog().isPublished("son-la~test", TYPE, ID)).isTrue();
  }

  @Test
  void aTemplateThatIsNotPublishedDoesNotReplaceTheNationalOne() {
    publish("card-expiring", 3);
    put("son-la/card-expiring", 1, Map.of());
    versions.putPublished(published("son-la/card-expiring", null));
    assertThat(used("son-la")).isEqualTo("card-expiring/3");

    publish("son-la/card-expiring", 1);
    assertThat(used("son-la")).isEqualTo("son-la/card-expiring/1");

    versions.remove("son-la/card-expiring/published");
    versions.remove("son-la/card-expiring/1");
    assertThat(used("son-la")).isEqualTo("card-expiring/3");
    assertThat(versions.catalog().tenants()).containsOnlyKeys("default");
    assertThat(versions.usable()).isEqualTo(1);
  }

  @Test
  void anUnusableTemplateOfATenantIsNotSilentlyReplaced() {
    publish("card-expiring", 3);
    put("son-la/card-expiring", 1, Map.of("broken", true));
    versions.putPublished(published("son-la/card-expiring", 1));

    assertThat(reason("son-la", null)).isEqualTo(FailureReason.UNUSABLE_TEMPLATE);
    assertThat(unusable).containsExactly("son-la/card-expiring/1");
  }

  @Test
  void aPinnedVersionIsThatOfTheTemplateInUse() {
    publish("card-expiring", 3);
    assertThat(used("son-la", 3)).isEqualTo("card-expiring/3");

    publish("son-la/card-expiring", 1);
    assertThat(reason("son-la", 3)).isEqualTo(FailureReason.UNKNOWN_TEMPLATE_VERSION);
    assertThat(used("son-la", 1)).isEqualTo("son-la/card-expiring/1");
  }

  @Test
  void aVersionOfANationalTemplateThatIsRetiredCanStillBePinned() {
    put("card-expiring", 2, Map.of());
    versions.putPublished(published("card-expiring", null));

    assertThat(used("son-la", 2)).isEqualTo("card-expiring/2");
    assertThat(reason("son-la", null)).isEqualTo(FailureReason.NO_TEMPLATE);
  }

  /** The tenant could publish it while no national template had the id. */
  @Test
  void aTemplateOfAnotherEventTypeIsNotUsed() {
    publish("son-la/card-expiring", 1, "notice.published");
    assertThat(reason("son-la", null)).isEqualTo(FailureReason.NO_TEMPLATE);
    assertThat(reason("son-la", 1)).isEqualTo(FailureReason.NO_TEMPLATE);
    assertThat(versions.catalog().isPublished("son-la", TYPE, ID)).isFalse();
    assertThat(versions.catalog().lookUp("son-la", TYPE, ID, null))
        .isInstanceOfSatisfying(
            TemplateLookup.Missing.class,
            missing -> assertThat(missing.detail()).contains("for another event type"));
    assertThat(versions.catalog().lookUp("son-la", "notice.published", ID, null))
        .isInstanceOf(TemplateLookup.Found.class);

    publish("card-expiring", 3, TYPE);
    assertThat(used("son-la")).isEqualTo("card-expiring/3");
    assertThat(used("son-la~test")).isEqualTo("card-expiring/3");
    assertThat(used("son-la", 3)).isEqualTo("card-expiring/3");
    assertThat(reason("son-la", 1)).isEqualTo(FailureReason.UNKNOWN_TEMPLATE_VERSION);
  }

  @Test
  void aNationalTemplateOfAnotherEventTypeIsNotUsedEither() {
    publish("card-expiring", 3, "notice.published");
    assertThat(reason("default", null)).isEqualTo(FailureReason.NO_TEMPLATE);
    assertThat(reason("default", 3)).isEqualTo(FailureReason.NO_TEMPLATE);

    publish("son-la/card-expiring", 1, TYPE);
    assertThat(used("son-la")).isEqualTo("son-la/card-expiring/1");
  }

  @Test
  void aTemplateOfAnotherEventTypeIsReportedOnce() {
    publish("son-la/card-expiring", 1, "notice.published");
    versions.snapshot();
    assertThat(ofAnotherType).as("no event type names it yet").isEmpty();

    versions.putType(type(1));
    publish("card-expiring", 3, TYPE);
    versions.snapshot();
    versions.putType(type(2));
    versions.snapshot();
    assertThat(ofAnotherType).containsExactly("son-la/card-expiring for card.expiring");

    versions.putPublished(published("son-la/card-expiring", null));
    versions.snapshot();
    versions.putPublished(published("son-la/card-expiring", 1));
    versions.snapshot();
    assertThat(ofAnotherType).as("after it was away").hasSize(2);
  }

  private static EventTypeRecord type(int version) {
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        TYPE,
        version,
        "A card ends",
        Category.SERVICE,
        Lane.NORMAL,
        null,
        null,
        null,
        null,
        ID,
        Map.of(),
        Map.of());
  }

  private void publish(String fullName, int version) {
    publish(fullName, version, TYPE);
  }

  private void publish(String fullName, int version, String type) {
    put(fullName, version, Map.of("eventType", type));
    versions.putPublished(published(fullName, version));
  }

  private void put(String fullName, int version, Map<String, Object> source) {
    versions.putVersion(new TemplateRecord(TemplateRecord.VERSION, fullName, version, source));
  }

  private static PublishedVersionRecord published(String fullName, @Nullable Integer version) {
    return new PublishedVersionRecord(
        PublishedVersionRecord.VERSION, fullName, version, NOW, 1, Map.of());
  }

  private String used(String tenant) {
    return used(tenant, null);
  }

  private String used(String tenant, @Nullable Integer pinned) {
    return versions.catalog().lookUp(tenant, TYPE, ID, pinned)
            instanceof TemplateLookup.Found(Renderer renderer, PublishedVersionRecord _)
        ? keys.getOrDefault(renderer, "?")
        : "none";
  }

  private @Nullable FailureReason reason(String tenant, @Nullable Integer pinned) {
    return versions.catalog().lookUp(tenant, TYPE, ID, pinned)
            instanceof TemplateLookup.Missing(FailureReason reason, String _)
        ? reason
        : null;
  }
}
