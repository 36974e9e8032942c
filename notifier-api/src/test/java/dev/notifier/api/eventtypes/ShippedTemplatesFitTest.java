package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.CompiledTemplate;
import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped templates match the shipped event types and render their samples. */
class ShippedTemplatesFitTest {
  private static final EventTypeRegistry TYPES = EventTypeRegistry.shipped();

  static Iterable<TemplateSource> templates() {
    return ShippedTemplates.all();
  }

  @Test
  void everyTypeHasATemplate() {
    assertThat(ShippedTemplates.all())
        .extracting(TemplateSource::id)
        .containsExactlyInAnyOrderElementsOf(
            ShippedEventTypes.all().stream().map(EventTypeRecord::template).toList());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void compilesAndRendersTheSamples(TemplateSource source) {
    Map<String, Object> schema = TYPES.fields(source.eventType()).orElseThrow();

    CompilationResult compilation = TemplateCompiler.compile(source, 1, SchemaFields.of(schema));

    assertThat(compilation).isInstanceOf(CompilationResult.Compiled.class);
    CompiledTemplate template = ((CompilationResult.Compiled) compilation).template();
    CompiledEventType type = TYPES.find(source.eventType());
    assertThat(type).isNotNull();
    java.util.Objects.requireNonNull(type)
        .definition()
        .samples()
        .forEach((kind, sample) -> {
          for (String locale : new String[] {"vi", "en"}) {
            RenderResult result =
                template.render(
                    new RenderRequest(
                        source.eventType(), locale, sample, CarrierTextSettings.DEFAULT));
            assertThat(result)
                .as("%s in %s", kind, locale)
                .isInstanceOf(RenderResult.Rendered.class);
          }
        });
  }
}
