package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser loads that has never been here: the page and all its files. */
class FirstPageTest {
  private static final long MOST_BYTES = 60 * 1024;
  private static final Pattern LOADED =
      Pattern.compile("<(?:script|link|img)\\b[^>]* (?:src|href)=\"([^\"]+)\"");

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @ParameterizedTest
  @ValueSource(strings = {"sign-in", "./", "routes/viettel", "messages", "templates", "inbox"})
  void isSmall(String path) {
    HttpResponse<String> page = send(path);
    assertThat(page.statusCode()).isEqualTo(200);
    Set<String> files = new LinkedHashSet<>();
    Matcher loaded = LOADED.matcher(page.body());
    while (loaded.find()) {
      files.add(loaded.group(1));
    }
    files.removeIf(file -> file.startsWith("data:"));

    assertThat(files).hasSizeGreaterThanOrEqualTo(4).allMatch(file -> file.contains("assets/"));
    long bytes = length(page);
    for (String file : files) {
      HttpResponse<String> content = send(console.address().resolve(path).resolve(file).getPath());
      assertThat(content.statusCode()).as(file).isEqualTo(200);
      assertThat(content.headers().firstValue("Content-Encoding")).as(file).contains("gzip");
      bytes += length(content);
    }
    assertThat(bytes).isBetween(20_000L, MOST_BYTES);
  }

  private static HttpResponse<String> send(String path) {
    HttpRequest.Builder request =
        console
            .request(path)
            .header("Accept-Encoding", "gzip, deflate, br")
            .header("Cookie", path.equals("sign-in") ? "none=none" : "notifier-session=ns_1");
    return console.send(request);
  }

  private static long length(HttpResponse<String> response) {
    return response.headers().firstValueAsLong("Content-Length").orElseThrow();
  }
}
