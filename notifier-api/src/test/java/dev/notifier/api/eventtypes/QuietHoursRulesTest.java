package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursRulesTest {
  @ParameterizedTest
  @CsvSource({
    "SERVICE, , ,",
    "SERVICE, P3D, 22:00-07:00,",
    "SERVICE, PT9H1M, 22:00-07:00,",
    "SERVICE, PT9H, 22:00-07:00, /timeToLive",
    "SERVICE, PT30M, 12:00-13:00, /timeToLive",
    "SERVICE, , 22:00-07:00,",
    "OTP, PT5M, ,",
    "OTP, PT5M, 22:00-07:00, /quietHours",
    "ADVERTISING, P1D, ,",
    "ADVERTISING, PT9H, , /timeToLive",
    "ADVERTISING, PT10H, 20:00-23:00, /timeToLive",
    "ADVERTISING, P1D, 07:00-22:00, /quietHours"
  })
  void quietHoursLeaveTimeToSend(
      String category, @Nullable String timeToLive, @Nullable String hours, @Nullable String at) {
    String quiet =
        hours == null
            ? ""
            : ",'quietHours':{'from':'%s','until':'%s'}"
                .formatted(hours.substring(0, 5), hours.substring(6));
    String life = timeToLive == null ? "" : ",'timeToLive':'%s'".formatted(timeToLive);
    String type =
        """
        {'title':'t','category':'%s','lane':'normal'%s%s,'template':'a-b',
         'schema':{'type':'object','required':['recipient'],'additionalProperties':false,
           'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'}}},
         'samples':{'typical':{'recipient':{'phone':'0912345678'}},
           'longest':{'recipient':{'phone':'0912345678'}}}}\
        """
            .formatted(category, life, quiet);
    var violations =
        new EventTypeValidator(new SchemaCompiler())
            .violations(EventTypeDefinition.read("a.b", Json.object(type)).toRecord(1));

    assertThat(violations.stream().map(each -> each.pointer()).toList())
        .isEqualTo(at == null ? List.of() : List.of(at));
  }
}
