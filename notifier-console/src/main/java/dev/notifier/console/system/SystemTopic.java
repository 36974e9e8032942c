package dev.notifier.console.system;

import dev.notifier.console.live.LivePage;
import dev.notifier.console.live.LivePart;
import dev.notifier.console.live.LiveTopic;
import dev.notifier.console.pipeline.PipelineStatus;
import java.util.List;
import java.util.Optional;

/** The part of the page of the system that is kept up to date. */
final class SystemTopic implements LiveTopic {
  static final LivePage PAGE =
      new LivePage(
          "system",
          "system",
          List.of(
              LivePart.of(
                  "system-health",
                  PipelineStatus.SOURCE,
                  (page, data) ->
                      (out, none) ->
                          JtehealthGenerated.render(
                              out, none, page, data.get(PipelineStatus.SOURCE)))));

  @Override
  public String name() {
    return PAGE.stream();
  }

  @Override
  public Optional<LivePage> page(String key) {
    return key.isEmpty() ? Optional.of(PAGE) : Optional.empty();
  }
}
