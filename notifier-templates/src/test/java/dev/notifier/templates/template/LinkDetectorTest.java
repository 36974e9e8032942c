package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.link.LinkScanner;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkDetectorTest {
  @ParameterizedTest
  @CsvSource({
    "https://evil.vn/x, https: //evil. vn/x",
    "HTTP://a, HTTP: //a",
    "a1+b-c.d://x, a1+b-c.d: //x",
    "www.evil, www. evil",
    "(WwW.9x), (WwW. 9x)",
    "www.www.x, www. www. x",
    "evil.com/x, evil. com/x",
    "a-b.evil.COM/?q, a-b.evil. COM/?q",
    "evil.com:8080/x, evil. com:8080/x",
    "xem bit.ly/3x nhé, xem bit. ly/3x nhé",
    "a.vn/b c.vn/d, a. vn/b c. vn/d",
    "x.com.vn/a, x. com. vn/a",
    "tênmiềnố.vn/a, tênmiềnố. vn/a",
    "www.\uD835\uDC1Evil, www. \uD835\uDC1Evil",
    "evil.com, evil. com",
    "evil。com/x, evil。 com/x",
    "203.0.113.7:8080, 203.0.113. 7:8080",
    "ban@baohiem.vn, ban@baohiem. vn",
  })
  void appliesThePolicy(String value, String defused) {
    assertThat(LinkScanner.containsLink(value)).isTrue();
    assertThat(LinkDetector.rule(ValueLinkPolicy.REFUSE).apply(value)).isNull();
    assertThat(LinkDetector.rule(ValueLinkPolicy.DEFUSE).apply(value)).isEqualTo(defused);
    assertThat(LinkDetector.rule(ValueLinkPolicy.ALLOW).apply(value)).isSameAs(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"04486.G/2026/08708", "TP.HCM/2", "1900.9068", "P.GD/15", "", "/", "."})
  void keepsOtherTexts(String value) {
    assertThat(LinkScanner.containsLink(value)).isFalse();
    assertThat(LinkDetector.rule(ValueLinkPolicy.REFUSE).apply(value)).isSameAs(value);
    assertThat(LinkDetector.rule(ValueLinkPolicy.DEFUSE).apply(value)).isSameAs(value);
  }

  @Property
  void defusedTextsHaveNoLinkAndLoseNothing(@ForAll("linkish") String value) {
    String defused = Objects.requireNonNull(LinkDetector.rule(ValueLinkPolicy.DEFUSE).apply(value));
    assertThat(LinkScanner.containsLink(defused)).isFalse();
    assertThat(defused.replace(" ", "")).isEqualTo(value.replace(" ", ""));
  }

  @Provide
  Arbitrary<String> linkish() {
    return Arbitraries.of(
            "http",
            "://",
            "www.",
            "WWW.",
            "evil",
            ".",
            "com",
            "vn",
            "/",
            "x",
            ":8",
            " ",
            "-",
            "。",
            "LA",
            "La",
            "t",
            "HD",
            "1",
            "203",
            "@",
            "?",
            "#a",
            "ｃｏｍ",
            "xn--p1ai",
            "рф",
            "12")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }
}
