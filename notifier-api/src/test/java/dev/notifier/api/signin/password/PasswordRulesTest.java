package dev.notifier.api.signin.password;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private final PasswordRules rules = new PasswordRules(FrequentPasswords.shipped());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elevenchars",
        "password1234",
        "P@ssw0rd2026!",
        "123456789012",
        "987654321098",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop12",
        "1q2w3e4r5t6y",
        "qwerty123456",
        "iloveyou1234",
        "anhyeuem2026",
        "matkhau123456",
        "Matkhau@2026",
        "baohiemxahoi1",
        "welcome12345",
        "admin@123456",
        "letmein123456",
        "vietnamvodich",
        "!!!!!!!!!!!!!",
        "BaoHiemXaHoi2026",
        "SonLa@12345678",
        "Hanoi2026@Hanoi",
        "Nguyenvana123",
        "Tinnhan@2026bhxh",
        "ThaiNguyen@2026",
        "Phuong19901990",
        "0101199031121990",
        "1990-12-31 2026-12-01",
        "1234567812345678",
        "8392017465928",
        "NOTIFIER is nice",
        "hoa.lo-and-more"
      })
  void refusesWhatIsShortOrGuessedFirst(String password) {
    assertThatThrownBy(() -> rules.check(password, "hoa.lo"))
        .isInstanceOf(ProblemException.class)
        .hasMessageNotContaining(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "four words of my own",
        "vừng ơi mở cửa ra đi",
        "correct horse battery staple",
        "k7m2x9abcdef",
        "83920174659283746501",
        "                x",
        "tháng mười mưa đầy hồ nước"
      })
  void acceptsOthersWhateverTheirCharacters(String password) {
    assertThatCode(() -> rules.check(password, "hoa.lo")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 129})
  void countsCharactersAndNotBytes(int characters) {
    String password = "ờứkếx9ệmzặqvồ".repeat(10).substring(0, characters - 1) + "w";
    if (characters <= 128) {
      assertThatCode(() -> rules.check(password, "hoa.lo")).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> rules.check(password, "hoa.lo"))
          .isInstanceOf(ProblemException.class);
    }
  }
}
