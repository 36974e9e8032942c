package dev.notifier.console.live;

import gg.jte.Content;
import java.util.Map;
import java.util.Set;

/** The parts of a page when it is loaded. Immutable. */
public final class LiveView {
  private static final Content NOTHING = _ -> {};

  private final String stream;
  private final Map<String, String> parts;

  LiveView(String stream, Map<String, String> parts) {
    this.stream = stream;
    this.parts = Map.copyOf(parts);
  }

  /** A part; nothing if the person may not see it. */
  public Content part(String id) {
    String html = parts.get(id);
    return html == null ? NOTHING : output -> output.writeContent(html);
  }

  /** Whether the person sees a part. */
  public boolean has(String id) {
    return parts.containsKey(id);
  }

  /** Whether the person sees none of the parts. */
  public boolean isEmpty() {
    return parts.keySet().equals(Set.of(LiveRenderer.AS_OF));
  }

  Content asOf() {
    return part(LiveRenderer.AS_OF);
  }

  String stream() {
    return "live/" + stream;
  }
}
