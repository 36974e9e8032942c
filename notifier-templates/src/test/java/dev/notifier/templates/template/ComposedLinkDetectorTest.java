package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.TextError;
import dev.notifier.templates.link.LinkScanner;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Detects links that no single value contains but that phones would show. */
class ComposedLinkDetectorTest {
  private static final String OWN_WITH_VALUES = "https://own.vn/?c=A/1.&d=2.";

  /**
   * Template, two values, and the text that is sent if links are defused. Diacritics are stripped.
   */
  static List<Arguments> composed() {
    return List.of(
        Arguments.of("{{ a }}{{ b }}", "evil.", "com/x", "evil. com/x"),
        Arguments.of("{{ a }}/{{ b }}", "evil.com", "x", "evil. com/x"),
        Arguments.of("Xem {{ a }}/2026, {{ b }}", "evil.com", "y", "Xem evil. com/2026, y"),
        Arguments.of("{{ a }}:{{ b }}", "http", "//x", "http: //x"),
        Arguments.of("{{ a }}://{{ b }}", "http", "x", "http: //x"),
        Arguments.of("https://{{ a }}/x", "evil", "", "https: //evil/x"),
        Arguments.of("https://own.vn{{ a }}", ".evil.com", "", "https: //own. vn.evil. com"),
        Arguments.of("https://own.vn{{ a }}", "@evil.com", "", "https: //own. vn@evil. com"),
        Arguments.of("{{ a }}own.vn/x", "evil-", "", "evil-own. vn/x"),
        Arguments.of("{{ a }}.vn/{{ b }}", "evil", "p", "evil. vn/p"),
        Arguments.of("Xem {{ a }}–own.vn/x", "evil", "", "Xem evil-own. vn/x"),
        Arguments.of("{{ a }}\u200Bown.vn/x", "evil-", "", "evil-own. vn/x"),
        Arguments.of("{{ a }}×own.vn/x", "evil", "", "evilxown. vn/x"),
        Arguments.of("ww{{ a }}", "w.evil", "", "www. evil"),
        Arguments.of("www.{{ a }}", "evil", "", "www. evil"),
        Arguments.of("www.{{ a }}", "-evil．com／x", "", "www.-evil. com/x"),
        Arguments.of("{{ a }}", "ｅｖｉｌ．ｃｏｍ／ｘ", "", "evil. com/x"),
        Arguments.of("{{ a }}", "ｈｔｔｐ：／／ｘ", "", "http: //x"),
        Arguments.of("{{ a }}", "evil.c\u00ADom/x", "", "evil. com/x"),
        Arguments.of("{{ a }}", "www\u200B.evil", "", "www. evil"),
        Arguments.of("{{ a }}", "evil·com/x", "", "evil. com/x"),
        Arguments.of("{{ a }}", "evil.cọm/x", "", "evil. com/x"),
        Arguments.of("{{ a }} và {{ b }}", "ngân hàng", "vờ.cộm/đ", "ngan hang va vo. com/d"),
        Arguments.of("https://own.vn/{{ a }}", "？evil．com／x", "", "https://own.vn/?evil. com/x"),
        Arguments.of(
            "https://xx.vn {{ a }}", "https：//x@h.vn", "", "https://xx.vn https: //x@h. vn"),
        Arguments.of("www.xoso.vn {{ a }}", "ｗww.aoso.vn", "", "www.xoso.vn www. aoso. vn"));
  }

  @ParameterizedTest
  @MethodSource("composed")
  void appliesThePolicyToLinksFormedByValues(String text, String a, String b, String defused) {
    assertThat(render(text, ValueLinkPolicy.REFUSE, a, b))
        .isInstanceOfSatisfying(
            NotRendered.class, no -> assertThat(no.error()).isEqualTo(TextError.LINK));
    assertThat(text(render(text, ValueLinkPolicy.DEFUSE, a, b))).isEqualTo(defused);
    assertThat(LinkScanner.containsLink(text(render(text, ValueLinkPolicy.ALLOW, a, b)))).isTrue();
  }

  static List<Arguments> own() {
    return List.of(
        Arguments.of("https://own.vn", "x", "y", "https://own.vn"),
        Arguments.of("https://own.vn/?c={{ a }}&d={{ b }}.", "A/1.", "2", OWN_WITH_VALUES),
        Arguments.of("{{ a }}. own.vn/x", "Cty A.", "", "Cty A. own.vn/x"),
        Arguments.of("own.vn/x {{ a }}", "TP.HCM/2 v.v", "", "own.vn/x TP.HCM/2 v.v"),
        Arguments.of(
            "{{ b | default: 'https://own.vn/x' }} {{ a }}", "1", "", "https://own.vn/x 1"),
        Arguments.of(
            "https://own.vn/?c={{ a }}", "½…mã\u00ADsố", "", "https://own.vn/?c=1/2...maso"),
        Arguments.of("{{ a }}:https://own.vn", "x\u200B", "", "x:https://own.vn"),
        Arguments.of("https://own.vn\u00A0{{ a }}", "1", "", "https://own.vn 1"),
        Arguments.of("{{ a | given }} https://own.vn/x", "Lê \u3000An", "", "An https://own.vn/x"),
        Arguments.of("“https://own.vn/x” cua {{ a }}", "ក", "", "“https://own.vn/x” cua ក"),
        Arguments.of("https://own.vn… cua {{ a }}", "Mộng", "", "https://own.vn... cua Mong"),
        Arguments.of("{{ a }}`https://own.vn", "1", "", "1`https://own.vn"),
        Arguments.of("tra cứu.vn/x {{ a }}", "1", "", "tra cuu.vn/x 1"));
  }

  @ParameterizedTest
  @MethodSource("own")
  void keepsTheAuthorsLinks(String text, String a, String b, String sent) {
    for (ValueLinkPolicy policy : ValueLinkPolicy.values()) {
      assertThat(text(render(text, policy, a, b))).isEqualTo(sent);
    }
  }

  /** Words with diacritics, which the text loses. */
  @ParameterizedTest
  @CsvSource({
    "hồ sơ thiếu.bà cần bổ sung, ho so thieu.ba can bo sung",
    "đã duyệt.mời đến nhận, da duyet.moi den nhan",
    "hồ sơ 12.mời đến, ho so 12.moi den",
    "đã duyệt.Mời, da duyet.Moi",
    "HỒ SƠ ĐÃ HOÀN THÀNH.MỜI ĐẾN NHẬN, HO SO DA HOAN THANH.MOI DEN NHAN",
  })
  void keepsEndsOfSentencesWithDiacritics(String value, String sent) {
    assertThat(text(render("{{ a }}", ValueLinkPolicy.REFUSE, value, ""))).isEqualTo(sent);
  }

  /** Diacritics must not hide a link: no sentence ends like this. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bịt.lý nhé bà",
        "thiếu.bà/x",
        "thiếu.mời",
        "nhậnquà.mời đến",
        "vietcombank.mời đến",
        "vietcombank.thiếu.bà cần",
        "tiền.tốp nhận ngay",
        "vay.cộm nhận ngay",
        "thieu.ba can bo sung",
      })
  void refusesLinksThatDiacriticsHide(String value) {
    assertThat(render("{{ a }}", ValueLinkPolicy.REFUSE, value, ""))
        .isInstanceOfSatisfying(
            NotRendered.class, no -> assertThat(no.error()).isEqualTo(TextError.LINK));
  }

  @Test
  void namesTheOnlyFieldThatFormsALink() {
    assertThat(render("{{ a }} {{ b }}", ValueLinkPolicy.REFUSE, "Lê An", "xem nhậnquà.mời đi"))
        .isInstanceOfSatisfying(
            NotRendered.class,
            no -> {
              assertThat(no.field()).isEqualTo("b");
              assertThat(no.detail()).contains("ends in .moi").doesNotContain("nhanqua");
            });
    assertThat(render("{{ a }}{{ b }}", ValueLinkPolicy.REFUSE, "evil.", "com"))
        .isInstanceOfSatisfying(NotRendered.class, no -> assertThat(no.field()).isEmpty());
  }

  @Test
  void defusingChangesNothingElse() {
    String long70 = "Ộ".repeat(54) + " a.cộm/y b·com/x";
    RenderResult result =
        render("{{ a }}", DiacriticsPolicy.AUTO, ValueLinkPolicy.DEFUSE, long70, "");

    assertThat(text(result)).isEqualTo(long70.replace("b·com", "b. com"));
    assertThat(((Rendered) result).substitutions())
        .extracting(Substitution::codePoint)
        .containsExactly((int) '·');
  }

  /** The author's links are recognized even if a carrier rejects carriage returns. */
  @Test
  void marksDoNotReachTheCarrier() {
    CompiledTemplate template =
        template("own.vn/x {{ a }}", DiacriticsPolicy.STRIP, ValueLinkPolicy.REFUSE);
    CarrierTextSettings carrier =
        new CarrierTextSettings(CarrierTextSettings.DEFAULT.profile(), "\r");

    assertThat(text(template.render(new RenderRequest("t", "vi", Map.of("a", "1"), carrier))))
        .isEqualTo("own.vn/x 1");
  }

  @Property
  void valuesNeverAddALink(@ForAll("linkish") String a, @ForAll("linkish") String b) {
    for (String text : List.of("{{ a }}{{ b }}", "x{{ a }}/{{ b }}.", "{{ a }}:{{ b }} {{ a }}")) {
      for (DiacriticsPolicy diacritics : DiacriticsPolicy.values()) {
        for (ValueLinkPolicy policy : List.of(ValueLinkPolicy.REFUSE, ValueLinkPolicy.DEFUSE)) {
          if (render(text, diacritics, policy, a, b) instanceof Rendered rendered) {
            assertThat(LinkScanner.containsLink(rendered.text())).isFalse();
          }
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
        .map(pieces -> String.join("", pieces));
  }

  private static RenderResult render(String text, ValueLinkPolicy policy, String a, String b) {
    return render(text, DiacriticsPolicy.STRIP, policy, a, b);
  }

  private static RenderResult render(
      String text, DiacriticsPolicy diacritics, ValueLinkPolicy policy, String a, String b) {
    return template(text, diacritics, policy)
        .render(new RenderRequest("t", "vi", Map.of("a", a, "b", b), CarrierTextSettings.DEFAULT));
  }

  private static CompiledTemplate template(
      String text, DiacriticsPolicy diacritics, ValueLinkPolicy policy) {
    VariantSource variant = new VariantSource("vi", Audience.EVERYBODY, null, null, text);
    TemplateSource source = new TemplateSource("t", "t", diacritics, 9, policy, List.of(variant));
    return ((CompilationResult.Compiled) TemplateCompiler.compileUnchecked(source, 1)).template();
  }

  private static String text(RenderResult result) {
    return ((Rendered) result).text();
  }
}
