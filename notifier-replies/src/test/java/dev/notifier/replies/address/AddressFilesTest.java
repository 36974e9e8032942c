package dev.notifier.replies.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AddressFilesTest {
  private static final String SHIPPED = ShippedAddresses.file("8079");

  @Test
  void readsTheShippedFile() {
    AddressConfig config = ShippedAddresses.all().getFirst();

    assertThat(config.address()).isEqualTo("8079");
    assertThat(config.prefix()).isEqualTo("BH");
    assertThat(config.mayAsk()).isFalse();
    assertThat(config.rules()).containsExactly(RuleName.values());
    assertThat(config.phrases().keySet()).containsExactlyInAnyOrder(PhraseList.values());
    assertThat(config.texts().keySet()).containsExactlyInAnyOrder(AnswerText.values());
    assertThat(config.placeholders())
        .containsEntry("reply.optOut", "BH TC")
        .containsEntry("reply.optIn", "BH DK")
        .containsEntry("reply.help", "BH HD");
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of("address: \"8079\"", "address: 8079", "address", "need quotes"),
        Arguments.of("address: \"8079\"", "addres: \"8079\"", "addres", "unknown key"),
        Arguments.of("prefix: BH", "prefix: bh", "prefix", "capital letters"),
        Arguments.of("tariff: paid", "tariff: cheap", "tariff", "use one of free, paid"),
        Arguments.of("use: shared", "use: [shared]", "use", "write a text"),
        Arguments.of("answersPerDay: 10", "answersPerDay: 0", "answersPerDay", "from 1 to 100"),
        Arguments.of("answersPerDay: 10", "answersPerDay: ten", "answersPerDay", "from 1 to 100"),
        Arguments.of("days: [mon, tue,", "days: [mon, mon,", "officeHours.days[1]", "twice"),
        Arguments.of("days: [mon, tue,", "days: [t2, tue,", "officeHours.days[0]", "one of fri"),
        Arguments.of("08:00-11:30", "8-11", "officeHours.hours[0]", "such as 08:00-11:30"),
        Arguments.of("08:00-11:30", "24:00-25:00", "officeHours.hours[0]", "such as"),
        Arguments.of("08:00-11:30", "11:30-08:00", "officeHours.hours[0]", "must be later"),
        Arguments.of("13:30-17:00", "11:00-17:00", "officeHours.hours[1]", "in their order"),
        Arguments.of("\"2027-04-16\"", "\"16/4\"", "officeHours.holidays[2]", "write a day"),
        Arguments.of(
            "\"2027-04-16\"", "\"2027-02-30\"", "officeHours.holidays[2]", "no day 2027-02-30"),
        Arguments.of(
            "2027-02-05/2027-02-11",
            "2027-02-11/2027-02-05",
            "officeHours.holidays[1]",
            "must not be before"),
        Arguments.of("languages: [vi, en]", "languages: []", "languages", "at least one item"),
        Arguments.of("languages: [vi, en]", "languages: [vi, vi]", "languages[1]", "twice"),
        Arguments.of("  - call-back\n", "  - call-back\n  - call-back\n", "rules[6]", "twice"),
        Arguments.of("  - keywords\n", "", "rules", "add keywords"),
        Arguments.of("  - help\n  - knowledge\n  - inbox", "  - inbox\n  - help", "rules", "last"),
        Arguments.of("    - td\n", "    - td\n    - td\n", "phrases.opt-out[14]", "twice"),
        Arguments.of("    - td\n", "    - \"!\"\n", "phrases.opt-out[13]", "at least one word"),
        Arguments.of("    - td\n", "    - dk\n", "phrases.opt-in[0]", "also in opt-out"),
        Arguments.of("  help:\n    - hd", "  halp:\n    - hd", "phrases.help", "missing"),
        Arguments.of("words: [qt,", "words: [tc,", "queries[0].words[0]", "also mean opt-out"),
        Arguments.of(
            "shape: \"9{5}A9{9}\"",
            "shape: \"9{5}B\"", "queries[2].parameters[0].forms[0].shape", "write it like"),
        Arguments.of(
            "layout: \"#####.#/####/#####\"",
            "layout: \"#\"",
            "queries[2].parameters[0].forms[0]",
            "one # for each"),
        Arguments.of(
            "example: MK 0110129425", "example: MK 01", "queries[3]", "the example is no query"),
        Arguments.of("endpoint: /cases", "endpoint: cases", "queries[2].endpoint", "write a path"),
        Arguments.of(
            "name: card-validity", "name: contribution-record", "queries[1]", "another query"),
        Arguments.of(
            "{{ reply.when }}. Cần",
            "{{ reply.wen }}. Cần",
            "texts.call-back.vi",
            "unknown placeholder"),
        Arguments.of(
            "Sorry for the trouble", "Sorry & thanks", "texts.wrong-person.en", "carriers reject"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void explainsEachError(String correct, String wrong, String path, String reason) {
    assertThat(SHIPPED).contains(correct);

    AddressResult result =
        AddressFiles.read(
            SHIPPED.replaceFirst("\\Q" + correct + "\\E", Matcher.quoteReplacement(wrong)));

    assertThat(((AddressResult.Invalid) result).problems())
        .anySatisfy(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.reason()).contains(reason);
        });
  }

  @Test
  void reportsAllErrorsInTheOrderOfTheFileWithTheirLines() {
    AddressResult result =
        AddressFiles.read("address: 1\ntariff: x\nuse: shared\ncolour: red\nrules: [inbox, y]\n");

    List<AddressProblem> problems = ((AddressResult.Invalid) result).problems();
    assertThat(problems)
        .extracting(AddressProblem::path)
        .contains(
            "address", "tariff", "colour", "rules[1]", "rules", "phrases", "queries", "texts");
    assertThat(problems).isSortedAccordingTo(Comparator.comparingInt(AddressProblem::line));
    assertThat(problems)
        .filteredOn(problem -> problem.path().equals("tariff"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(2);
          assertThat(problem.column()).isEqualTo(9);
        });
  }

  @Test
  void rejectsWhatIsNoMapping() {
    assertThat(AddressFiles.read("")).isInstanceOf(AddressResult.Invalid.class);
    assertThat(AddressFiles.read("[]")).isInstanceOf(AddressResult.Invalid.class);
    assertThat(AddressFiles.read("a: [")).isInstanceOf(AddressResult.Invalid.class);
    assertThat(AddressFiles.read("1: 2")).isInstanceOf(AddressResult.Invalid.class);
  }

  @Property(tries = 100)
  void neverThrowsForADamagedFile(
      @ForAll @IntRange(max = 12_000) int position,
      @ForAll @IntRange(min = 1, max = 40) int length) {
    int start = Math.min(position, SHIPPED.length());
    int end = Math.min(start + length, SHIPPED.length());

    assertThat(AddressFiles.read(SHIPPED.substring(0, start) + SHIPPED.substring(end))).isNotNull();
  }
}
