package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.Fault;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.TextError;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.lint.LintContext;
import dev.notifier.templates.lint.LintReport;
import dev.notifier.templates.lint.RouteTextSettings;
import dev.notifier.templates.lint.SampleData;
import dev.notifier.templates.lint.TemplateLint;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Texts that say how to answer. */
class ReplyPlaceholdersTest {
  private static final String TEXT =
      "BHXHVN: tin. Tu choi: soan {{ reply.optOut }} gui {{ reply.address }}";
  private static final ReplyPlaceholders REPLIES =
      sender ->
          "BHXH".equals(sender)
              ? Map.of("optOut", "TC", "address", "1414")
              : Map.of("optOut", "BH TC", "address", "8079");

  @Test
  void theSenderDecidesWhereToAnswer() {
    assertThat(((Rendered) render(null, TEXT, REPLIES)).text())
        .isEqualTo("BHXHVN: tin. Tu choi: soan BH TC gui 8079");
    assertThat(((Rendered) render("BHXH", TEXT, REPLIES)).text())
        .isEqualTo("BHXHVN: tin. Tu choi: soan TC gui 1414");
  }

  /** Otherwise a caller could tell people to write to another number. */
  @Test
  void theDataOfTheEventNeverSaysWhereToAnswer() {
    NotRendered no = (NotRendered) render(null, TEXT, ReplyPlaceholders.NONE);

    assertThat(no.error()).isEqualTo(TextError.MISSING_VALUE);
    assertThat(no.field()).isEqualTo("reply.optOut");
    assertThat(no.fault()).as("not the caller's").isEqualTo(Fault.TEMPLATE);
  }

  @Test
  void everyEventTypeHasThePlaceholders() {
    assertThat(lint(TEXT, REPLIES).diagnostics()).isEmpty();
    assertThat(lint(TEXT, REPLIES).notSendable()).isEmpty();
    assertThat(lint(TEXT, ReplyPlaceholders.NONE).notSendable())
        .singleElement()
        .satisfies(error -> assertThat(error.diagnostic().detail()).contains("reply.optOut"));
    assertThat(lint("BHXHVN: {{ reply.optout }}", REPLIES).diagnostics())
        .singleElement()
        .satisfies(error ->
            assertThat(error.diagnostic().detail())
                .isEqualTo("reply.optout does not exist; write reply.optOut"));
  }

  private static LintReport lint(String text, ReplyPlaceholders replies) {
    return TemplateLint.check(
        source(null, text),
        SchemaFields.of(Map.of("type", "object")),
        SampleData.data(Map.of()),
        new LintContext(
            false,
            "",
            List.of(new RouteTextSettings("r", CarrierTextSettings.DEFAULT, 0, replies)),
            Map.of()));
  }

  private static RenderResult render(
      @Nullable String sender, String text, ReplyPlaceholders replies) {
    CompiledTemplate template =
        ((CompilationResult.Compiled) TemplateCompiler.compileUnchecked(source(sender, text), 1))
            .template();
    return template.render(
        new RenderRequest(
            "t",
            "vi",
            Map.of("reply", Map.of("optOut", "OK", "address", "0900")),
            CarrierTextSettings.DEFAULT,
            replies));
  }

  private static TemplateSource source(@Nullable String sender, String text) {
    return new TemplateSource(
        "t",
        "t",
        DiacriticsPolicy.KEEP,
        2,
        ValueLinkPolicy.REFUSE,
        List.of(new VariantSource("vi", Audience.EVERYBODY, sender, null, text)));
  }
}
