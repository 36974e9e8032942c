package dev.notifier.console.overview;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.live.LivePage;
import dev.notifier.console.live.LivePart;
import dev.notifier.console.live.LiveSource;
import dev.notifier.console.live.LiveTopic;
import dev.notifier.console.pipeline.PipelineStatus;
import dev.notifier.console.text.Formats;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of the overview. */
final class OverviewTopic implements LiveTopic {
  private static final String REPORTS = "reports:read";
  private static final String BATCHES = "batches:read";
  private static final int SOON = 3;
  private static final int RARELY = 30;

  private static final LiveSource<MessageCounts> TODAY = counts("counts-today", 0, 1);
  private static final LiveSource<MessageCounts> BEFORE =
      counts("counts-before", CountRows.DAYS - 1, 0);

  /** Batches with something to do, or about which someone may wonder; the first ones first. */
  private static final List<LiveSource<BatchList>> ACTIVE =
      Stream.of("NEEDS_ANSWER", "RUNNING", "PAUSED", "AWAITING_RELEASE", "PARSING")
          .map(OverviewTopic::batches)
          .toList();

  private static final LiveSource<UnansweredReplies> REPLIES =
      LiveSource.of(
          "replies",
          "inbox:read",
          SOON,
          ApiPath.of("/v1/inbox").with("assigned", "none"),
          UnansweredReplies.class);

  /** Only for those who may approve them, who may read them, too. */
  private static final LiveSource<WaitingTemplates> TEMPLATES =
      LiveSource.of(
          "templates-in-review",
          "templates:approve",
          RARELY,
          ApiPath.of("/v1/templates").with("state", "in-review").with("limit", "20"),
          WaitingTemplates.class);

  private static final LiveSource<MonthlyUse.Quota> QUOTA =
      LiveSource.of("quota", REPORTS, RARELY, ApiPath.of("/v1/quota"), MonthlyUse.Quota.class);

  private static final LiveSource<MonthlyUse> BILL =
      new LiveSource<>(
          "bill",
          REPORTS,
          RARELY,
          now ->
              ApiPath.of("/v1/reports/bill")
                  .with("month", YearMonth.from(Formats.dayOf(now)).toString())
                  .with("groupBy", "template"),
          MonthlyUse.class);

  static final LivePage PAGE =
      new LivePage(
          "overview",
          "",
          List.of(
              LivePart.of(
                  "overview-summary",
                  PipelineStatus.SOURCE,
                  (page, data) ->
                      (out, none) ->
                          JtesummaryGenerated.render(
                              out, none, page, data.get(PipelineStatus.SOURCE))),
              new LivePart(
                  "overview-counts",
                  List.of(TODAY, BEFORE),
                  Set.of("notifications:read"),
                  (page, data) -> {
                    Optional<CountRows> rows =
                        data.get(TODAY)
                            .flatMap(today ->
                                data.get(BEFORE)
                                    .map(before -> CountRows.of(today, before, data.now())));
                    return (out, none) -> JtecountsGenerated.render(out, none, page, rows);
                  }),
              LivePart.of(
                  "overview-lanes",
                  PipelineStatus.SOURCE,
                  (page, data) ->
                      (out, none) ->
                          JtelanesGenerated.render(
                              out, none, page, data.get(PipelineStatus.SOURCE))),
              new LivePart(
                  "overview-batches",
                  List.copyOf(ACTIVE),
                  Set.of(),
                  (page, data) -> {
                    List<BatchList> known =
                        ACTIVE.stream().flatMap(each -> data.get(each).stream()).toList();
                    boolean complete = known.size() == ACTIVE.size();
                    return (out, none) ->
                        JtebatchesGenerated.render(out, none, page, known, complete);
                  }),
              LivePart.of(
                  "overview-replies",
                  REPLIES,
                  (page, data) ->
                      (out, none) ->
                          JterepliesGenerated.render(out, none, page, data.get(REPLIES))),
              LivePart.of(
                  "overview-templates",
                  TEMPLATES,
                  (page, data) ->
                      (out, none) ->
                          JtetemplatesGenerated.render(out, none, page, data.get(TEMPLATES))),
              LivePart.of(
                  "overview-routes",
                  PipelineStatus.SOURCE,
                  (page, data) ->
                      (out, none) ->
                          JteroutesGenerated.render(
                              out, none, page, data.get(PipelineStatus.SOURCE))),
              new LivePart(
                  "overview-use",
                  List.of(QUOTA, BILL),
                  Set.of(),
                  (page, data) ->
                      (out, none) ->
                          JteuseGenerated.render(
                              out, none, page, data.get(QUOTA), data.get(BILL)))));

  @Override
  public String name() {
    return PAGE.stream();
  }

  @Override
  public Optional<LivePage> page(String key) {
    return key.isEmpty() ? Optional.of(PAGE) : Optional.empty();
  }

  /**
   * The messages of some days.
   *
   * @param before how many days before today they begin
   * @param after how many days after today they end, exclusive
   */
  private static LiveSource<MessageCounts> counts(String name, int before, int after) {
    return new LiveSource<>(
        name, REPORTS, SOON, now -> countsPath(now, before, after), MessageCounts.class);
  }

  private static ApiPath countsPath(Instant now, int before, int after) {
    LocalDate today = Formats.dayOf(now);
    return ApiPath.of("/v1/counters")
        .with("from", Formats.begin(today.minusDays(before)).toString())
        .with("to", Formats.begin(today.plusDays(after)).toString());
  }

  private static LiveSource<BatchList> batches(String state) {
    return LiveSource.of(
        "batches-" + state,
        BATCHES,
        SOON,
        ApiPath.of("/v1/batches").with("state", state).with("limit", "20"),
        BatchList.class);
  }
}
