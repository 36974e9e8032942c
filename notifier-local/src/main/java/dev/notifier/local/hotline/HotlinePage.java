package dev.notifier.local.hotline;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The page with what the hotline got. It loads itself again, and has no script. */
final class HotlinePage {
  private static final String CALL_BACK = "conversation.call-back.v1";

  private static final String BEGIN =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="refresh" content="5">
      <title>Hotline</title>
      <style>
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
      article { border: 1px solid #bbb; border-radius: .5rem; padding: .5rem 1rem; margin: 1rem 0 }
      blockquote { margin: .5rem 0; padding-left: .75rem; border-left: .25rem solid #bbb }
      small { color: #555 }
      </style>
      </head>
      <body>
      <h1>Hotline</h1>
      <p>A stand-in for the system of a hotline. It shows what Notifier hands over, and who wants to be
      called, until it is stopped.</p>
      """;

  private static final String END = "</body>\n</html>\n";

  private HotlinePage() {}

  /**
   * The page.
   *
   * @param events the newest first
   */
  static String of(List<JsonNode> events) {
    StringBuilder page = new StringBuilder(BEGIN);
    if (events.isEmpty()) {
      page.append("<p>Nothing yet. Write GOI to 8079 on the handset page.</p>");
    }
    events.forEach(event -> add(page, event));
    return page.append(END).toString();
  }

  private static void add(StringBuilder page, JsonNode event) {
    JsonNode data = event.path("data");
    boolean callBack = event.path("type").asString("").equals(CALL_BACK);
    page.append("<article><h2>")
        .append(callBack ? "Call back " : "Handed over: ")
        .append(text(data.path("phone")))
        .append("</h2><p><small>")
        .append(text(event.path("time")))
        .append(", wrote to ")
        .append(text(data.path("address")))
        .append("</small></p>");
    if (data.hasNonNull("note")) {
      page.append("<p>").append(text(data.path("note"))).append("</p>");
    }
    for (JsonNode message : data.path("messages")) {
      page.append("<blockquote>").append(text(message.path("text"))).append("</blockquote>");
    }
    page.append("</article>\n");
  }

  private static String text(JsonNode value) {
    return value
        .asString("")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
