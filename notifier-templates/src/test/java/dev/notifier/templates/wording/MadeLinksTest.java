package dev.notifier.templates.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.TextError;
import dev.notifier.templates.sms.CarrierText;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Links that stand in no value and would stand on the phone. */
class MadeLinksTest {
  private static final String REFUSED =
      "values make a link together, or one that is written with other signs; remove it, this"
          + " wording takes none";

  static List<Arguments> made() {
    return List.of(
        Arguments.of("{{ a }}{{ b }}", "evil.", "com/x", "evil. com/x"),
        Arguments.of("{{ a }}/{{ b }}", "evil.com", "x", "evil. com/x"),
        Arguments.of("Xem {{ a }}/2026, {{ b }}", "evil.com", "y", "Xem evil. com/2026, y"),
        Arguments.of("{{ a }}:{{ b }}", "http", "//x", "http: //x"),
        Arguments.of("ww{{ a }}", "w.evil", "", "www. evil"),
        Arguments.of("{{ a }}", "ｅｖｉｌ．ｃｏｍ／ｘ", "", "evil. com/x"),
        Arguments.of("{{ a }}", "ｈｔｔｐ：／／ｘ", "", "http: //x"),
        Arguments.of("{{ a }}", "evil.c\u00ADom/x", "", "evil. com/x"),
        Arguments.of("{{ a }}", "www\u200B.evil", "", "www. evil"),
        Arguments.of("{{ a }}", "evil·com/x", "", "evil. com/x"),
        Arguments.of("{{ a }}", "evil.cọm/x", "", "evil. com/x"),
        Arguments.of("{{ a }} và {{ b }}", "ngân hàng", "vờ.cộm/đ", "ngan hang va vo. com/d"),
        Arguments.of("https://own.vn/{{ a }}", "？evil．com／x", "", "https: //own. vn/?evil. com/x"));
  }

  @ParameterizedTest
  @MethodSource("made")
  void whatValuesMakeIsTreatedLikeALinkInAValue(String text, String a, String b, String defused) {
    assertThat(render(text, LinkPolicy.REFUSE, a, b))
        .isEqualTo(new NotRendered(TextError.LINK, "", REFUSED));
    assertThat(text(render(text, LinkPolicy.DEFUSE, a, b))).isEqualTo(defused);
    assertThat(Links.holdsLink(text(render(text, LinkPolicy.ALLOW, a, b)))).isTrue();
  }

  static List<Arguments> own() {
    return List.of(
        Arguments.of("https://own.vn", "x", "y", "https://own.vn"),
        Arguments.of("https://own.vn/?c={{ a }}&d={{ b }}.", "A/1.", "2", null),
        Arguments.of("{{ a }}://{{ b }}", "http", "x", "http://x"),
        Arguments.of("www.{{ a }} {{ b }}", "evil", "x", "www.evil x"),
        Arguments.of("{{ a }}.vn/{{ b }}", "sub", "p", "sub.vn/p"),
        Arguments.of("{{ a }}. own.vn/x", "Cty A.", "", "Cty A. own.vn/x"),
        Arguments.of("own.vn/x {{ a }}", "TP.HCM/2 tiki.vn", "", "own.vn/x TP.HCM/2 tiki.vn"));
  }

  @ParameterizedTest
  @MethodSource("own")
  void whatTheAuthorWroteStays(String text, String a, String b, String expected) {
    String sent = expected == null ? "https://own.vn/?c=A/1.&d=2." : expected;
    for (LinkPolicy policy : LinkPolicy.values()) {
      assertThat(text(render(text, policy, a, b))).isEqualTo(sent);
    }
  }

  @Property
  void noValueBringsALink(@ForAll("linkish") String a, @ForAll("linkish") String b) {
    for (String text : List.of("{{ a }}{{ b }}", "x{{ a }}/{{ b }}.", "{{ a }}:{{ b }} {{ a }}")) {
      for (LinkPolicy policy : List.of(LinkPolicy.REFUSE, LinkPolicy.DEFUSE)) {
        if (render(text, policy, a, b) instanceof Rendered rendered) {
          assertThat(Links.holdsLink(rendered.text())).isFalse();
        }
      }
    }
  }

  @Provide
  Arbitrary<String> linkish() {
    return Arbitraries.of(
            "http", ":", "//", "/", "／", "：", "www.", "ｗｗｗ", "evil", ".", "．", "cọm", "com", "vn",
            "x", "½", "°", " ", "\u00AD", "\u200B", "\u00A0", "ក", "đ", "₫")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }

  private static RenderResult render(String text, LinkPolicy policy, String a, String b) {
    VariantSource variant = new VariantSource("vi", Audience.EVERYBODY, null, null, text);
    TemplateSource source =
        new TemplateSource("t", "t", DiacriticsPolicy.STRIP, 9, policy, List.of(variant));
    return ((WordingCompilation.Compiled) Wordings.compileUnchecked(source, 1))
        .wording()
        .render(new RenderRequest("t", "vi", Map.of("a", a, "b", b), CarrierText.USUAL));
  }

  private static String text(RenderResult result) {
    return ((Rendered) result).text();
  }
}
