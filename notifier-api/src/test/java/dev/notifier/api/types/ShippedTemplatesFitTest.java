package dev.notifier.api.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.language.Fields;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.wording.ShippedWordings;
import dev.notifier.templates.wording.TemplateSource;
import dev.notifier.templates.wording.Wording;
import dev.notifier.templates.wording.WordingCompilation;
import dev.notifier.templates.wording.Wordings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The templates that ship are for the types that ship, and word their samples. */
class ShippedTemplatesFitTest {
  private static final EventTypes TYPES = EventTypes.shipped();

  static Iterable<TemplateSource> templates() {
    return ShippedWordings.all();
  }

  @Test
  void everyTypeHasItsTemplate() {
    assertThat(ShippedWordings.all())
        .extracting(TemplateSource::id)
        .containsExactlyInAnyOrderElementsOf(
            ShippedTypes.all().stream().map(EventTypeRecord::template).toList());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void isCompiledAgainstItsTypeAndWordsItsSamples(TemplateSource source) {
    Map<String, Object> schema = TYPES.fields(source.eventType()).orElseThrow();

    WordingCompilation compilation = Wordings.compile(source, 1, Fields.of(schema));

    assertThat(compilation).isInstanceOf(WordingCompilation.Compiled.class);
    Wording wording = ((WordingCompilation.Compiled) compilation).wording();
    EventType type = TYPES.find(source.eventType());
    assertThat(type).isNotNull();
    java.util.Objects.requireNonNull(type)
        .form()
        .samples()
        .forEach((kind, sample) -> {
          for (String locale : new String[] {"vi", "en"}) {
            RenderResult result =
                wording.render(
                    new RenderRequest(source.eventType(), locale, sample, CarrierText.USUAL));
            assertThat(result)
                .as("%s in %s", kind, locale)
                .isInstanceOf(RenderResult.Rendered.class);
          }
        });
  }
}
