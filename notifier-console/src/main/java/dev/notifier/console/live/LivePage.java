package dev.notifier.console.live;

import dev.notifier.console.web.Account;
import java.util.List;

/**
 * The parts of a page.
 *
 * @param stream where its changes come from, such as {@code overview} or {@code route/vt}
 * @param path of the page, for its links
 */
public record LivePage(String stream, String path, List<LivePart> parts) {
  List<LivePart> partsFor(Account account) {
    return parts.stream().filter(part -> part.isFor(account)).toList();
  }

  static List<LiveSource<?>> sourcesOf(List<LivePart> parts) {
    return parts.stream().<LiveSource<?>>flatMap(part -> part.sources().stream()).toList();
  }
}
