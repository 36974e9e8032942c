package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of the console about messages and people, in front of the real HTTP interface. */
class ConsolePeopleIT {
  private static final Pattern NEXT = Pattern.compile("href=\"\\./([^\"]*cursor=[^\"]*)\"");
  private static final String WHO = "phone=0391%20234%20567&purpose=not-received&ticket=HD-17";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ApiWithStore store;
  private static RunningApi api;
  private static String session;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api = store.start();
    session = store.consoleSession();
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @Test
  void looksUpAPerson() throws Exception {
    assertThat(post("person", WHO)).contains("Nothing was sent");
    assertThat(post("person/directory", WHO)).contains("The directory does not have the person");
    assertThat(post("person/verify", WHO + "&text=BHXHVN&receivedAt=" + now()))
        .contains("we did not send this text");
    assertThat(post("person/export", WHO + "&confirmed=yes")).contains("\"complete\":true");
    assertThat(post("person/erase", WHO + "&confirmed=yes&sure=yes")).contains("Erased.");
  }

  @Test
  void recordsWhatANumberWants() throws Exception {
    String said = "&confirmed=yes&phone=0391234568&channel=hotline&note=Form-17";

    assertThat(post("opt-outs/change", "what=opt-out&purposes=ADVERTISING" + said + "&at=" + now()))
        .contains("The opt-out is recorded");
    assertThat(post("opt-outs/number", "phone=0391234568"))
        .contains("opted out</span> advertising", "Form-17");
    assertThat(post("opt-outs/change", "what=consent" + said + "&at=" + now()))
        .contains("The consent is recorded");
    assertThat(post("opt-outs/number", "phone=0391234568&part=consents"))
        .contains("consented</span>");
    assertThat(post("opt-outs/change", "what=wrong-person&about=P-17" + said + "&at=" + now()))
        .contains("The wrong person is recorded");
    assertThat(post("opt-outs/number", "phone=0391234568&part=wrong-persons")).contains("P-17");
    assertThat(post("opt-outs/number", "phone=17")).contains("role=\"alert\"");
  }

  @Test
  void importsLists() throws Exception {
    String list =
        """
        phone,purposes,channel,at
        0391234569,ADVERTISING GENERAL_INFO,list,2026-01-01T08:00:00+07:00
        0243123456,ADVERTISING,list,2026-01-01T08:00:00+07:00
        """;
    assertThat(upload("opt-outs/import", list))
        .contains("Lines read: 2. New entries: 2. Wrong lines: 1.", "phone-landline");
    assertThat(upload("opt-outs/do-not-call", "phone\n0391234569\n"))
        .contains("Lines read: 1.", "A list is in force");
  }

  @Test
  void searchesAndSendsMessages() throws Exception {
    assertThat(searched("messages?state=REJECTED&reason=CARRIER_REJECTED&route=viettel"))
        .contains("No message matches");
    assertThat(searched("messages?batchId=0193807a-5f3c-7b21-9c44-1f0e8a6d2b57&from="))
        .contains("No message matches");
    assertThat(get("messages/0193807a-5f3c-7b21-9c44-1f0e8a6d2b57")).contains("Not found");
    String event =
        "phone=0391234570&type=case.decided&data.caseCode=17&data.outcome=GRANTED"
            + "&data.decidedDate=2026-11-30&data.officeName=Moc%20Chau&step=";
    assertThat(post("messages/send", event + "fields")).contains("The code of the case");
    assertThat(post("messages/send", event + "send")).contains("Notifier has accepted it");
  }

  /** A time a moment ago, in Vietnam. */
  private static String now() {
    return URLEncoder.encode(
        LocalDateTime.now(ZoneId.of("Asia/Ho_Chi_Minh")).withNano(0).toString(),
        StandardCharsets.UTF_8);
  }

  /** The page behind which nothing is left to search: a slow machine searches in several parts. */
  private static String searched(String path) throws Exception {
    String page = get(path);
    for (Matcher next = NEXT.matcher(page); next.find(); next = NEXT.matcher(page)) {
      page = get(next.group(1).replace("&amp;", "&"));
    }
    return page;
  }

  private static String get(String path) throws Exception {
    return send(request(path)).body();
  }

  private static String post(String path, String fields) throws Exception {
    return send(form(path, fields)).body();
  }

  private static String upload(String path, String file) throws Exception {
    return send(request(path)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(
                BodyPublishers.ofString(
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\""
                        + "\r\nContent-Type: text/csv\r\n\r\n"
                        + file
                        + "\r\n--b--\r\n")))
        .body();
  }

  private static HttpRequest.Builder form(String path, String fields) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .POST(BodyPublishers.ofString(fields));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/console/" + path))
        .header("Cookie", session + "; notifier-language=en");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
