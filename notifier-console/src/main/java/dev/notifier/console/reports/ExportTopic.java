package dev.notifier.console.reports;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.live.LivePage;
import dev.notifier.console.live.LivePart;
import dev.notifier.console.live.LiveSource;
import dev.notifier.console.live.LiveTopic;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page of an export, which changes while the file is written. */
final class ExportTopic implements LiveTopic {
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final String NAME = "export";

  static LivePage one(String id) {
    LiveSource<ExportView> source =
        LiveSource.of("export-" + id, NAME, 1, ApiPath.of("/v1/exports/{}", id), ExportView.class);
    return new LivePage(
        NAME + "/" + id,
        "reports/exports/" + id,
        List.of(
            LivePart.of(
                "export-state",
                source,
                (page, data) ->
                    (out, none) ->
                        JteexportstateGenerated.render(out, none, page, data.get(source)))));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<LivePage> page(String key) {
    return ID.matcher(key).matches() ? Optional.of(one(key)) : Optional.empty();
  }
}
