package dev.notifier.api.statuses;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.feed.FeedPosition;
import dev.notifier.kafka.feed.TenantPartitions;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed on a real broker, without HTTP. */
class StatusFeedIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final FeedStart BEGINNING = new FeedStart.Beginning();

  private static int tests;

  private final TestKafka kafka = TestKafka.shared();
  private final KafkaClients clients = clients(kafka.bootstrapServers());
  private final String tenant = "tenant-" + ++tests;
  private StatusFeed feed = feed(clients, Duration.ZERO);

  private static KafkaClients clients(String servers) {
    return new KafkaClients(new KafkaConnection(servers, Map::of), "feed-it");
  }

  private static StatusFeed feed(KafkaClients clients, Duration settling) {
    StatusFeed feed =
        new StatusFeed(
            new ReaderPool(
                () ->
                    new PartitionReader(
                        clients.assignedConsumer("feed", PartitionReader.READING),
                        System::nanoTime,
                        () -> {}),
                System::nanoTime),
            new StatusTopic(
                () -> clients.admin("feed", Duration.ofSeconds(2)), System::nanoTime, settling),
            new FeedTail(
                () -> clients.assignedConsumer("tail", FeedTail.READING), System::nanoTime),
            new ReaderLimits(),
            System::nanoTime,
            InstantSource.system());
    feed.start();
    return feed;
  }

  @BeforeEach
  void createTopic() throws Exception {
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
    awaitPartitions(Topics.STATUS_PARTITIONS);
  }

  private void awaitPartitions(int number) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(kafka.admin().describeTopics(List.of(Topics.STATUSES)).allTopicNames().get())
                .allSatisfy((_, topic) -> assertThat(topic.partitions()).hasSize(number)));
  }

  @AfterEach
  void stop() throws Exception {
    feed.stop();
    kafka.deleteTopics();
  }

  private FeedPage read(FeedStart start, Duration wait) {
    return feed.read(tenant, "caller", start, wait).join();
  }

  private FeedPage behind(FeedPage page) {
    return read(new FeedStart.Behind(page.next()), Duration.ZERO);
  }

  private static List<Long> numbers(FeedPage page) {
    return page.changes().stream()
        .map(each -> ((Change) each.change()).notificationId().getLeastSignificantBits())
        .toList();
  }

  private static List<Long> range(int first, int end) {
    return IntStream.range(first, end).mapToObj(i -> (long) i).toList();
  }

  private static ErrorCode problem(CompletableFuture<FeedPage> page) {
    try {
      throw new AssertionError("a page: " + page.join());
    } catch (CompletionException e) {
      String code = ((ProblemException) requireNonNull(e.getCause())).problem().code();
      return ErrorCode.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  @Test
  void aReaderThatIsKilledAnywhereContinuesWithoutAGap() throws Exception {
    String neighbour = Statuses.neighbour(tenant);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      records.add(Statuses.record(tenant, i * 100, 100));
      records.add(Statuses.record(neighbour, 100_000 + i * 100, 100));
    }
    kafka.send(records);

    List<Long> read = new ArrayList<>();
    FeedStart start = BEGINNING;
    while (read.size() < 3_000) {
      FeedPage page = read(start, Duration.ZERO);
      assertThat(page.changes()).isNotEmpty();
      // It has stored only a part of the page when it ends.
      int stored = Math.min(page.changes().size(), 333);
      read.addAll(numbers(page).subList(0, stored));
      start = new FeedStart.Behind(page.changes().get(stored - 1).behind());
      if (read.size() % 2 == 0) {
        feed.stop();
        feed = feed(clients, Duration.ZERO);
      }
    }

    assertThat(read).isEqualTo(range(0, 3_000));
    assertThat(read(start, Duration.ZERO).changes()).isEmpty();
  }

  @Test
  void aWaitingReaderIsWokenByItsOwnChangesOnly() throws Exception {
    FeedPage empty = read(BEGINNING, Duration.ZERO);
    assertThat(empty.changes()).isEmpty();
    CompletableFuture<FeedPage> waiting =
        feed.read(tenant, "caller", new FeedStart.Behind(empty.next()), LONG);

    kafka.send(List.of(Statuses.record(Statuses.neighbour(tenant), 50, 1)));
    FeedPage still = read(new FeedStart.Behind(empty.next()), Duration.ofSeconds(1));
    assertThat(still.changes()).isEmpty();
    assertThat(still.next().offset()).isGreaterThan(empty.next().offset());
    assertThat(waiting).isNotDone();

    kafka.send(List.of(Statuses.record(tenant, 1, 2)));
    assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join())
        .satisfies(page -> assertThat(numbers(page)).isEqualTo(range(1, 3)));
  }

  @Test
  void manyReadersWaitAndAllAreWoken() throws Exception {
    List<CompletableFuture<FeedPage>> waiting = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      waiting.add(feed.read(tenant, "caller-" + i / 5, new FeedStart.Now(), LONG));
    }
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          for (int i = 0; i < waiting.size(); i++) {
            // Kafka was too slow to say where the feed ends.
            if (waiting.get(i).isCompletedExceptionally()) {
              waiting.set(i, feed.read(tenant, "caller-" + i / 5, new FeedStart.Now(), LONG));
            }
          }
          kafka.send(List.of(Statuses.record(tenant, 1, 1)));
          assertThat(waiting).allMatch(each -> each.state() == Future.State.SUCCESS);
        });
    assertThat(waiting).allMatch(each -> !each.join().changes().isEmpty());
  }

  @Test
  void tooManyReadersOfACallerAreRefused() {
    List<CompletableFuture<FeedPage>> waiting = new ArrayList<>();
    for (int i = 0; i < ReaderLimits.MAX_OF_CALLER; i++) {
      waiting.add(feed.read(tenant, "caller", new FeedStart.Now(), LONG));
    }
    assertThatThrownBy(() -> feed.read(tenant, "caller", BEGINNING, Duration.ZERO))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("too-many-feed-readers"));
    assertThat(feed.read(tenant, "other", BEGINNING, Duration.ZERO).join().changes()).isEmpty();

    // A program that stops answers all of them, so that they go on elsewhere.
    Awaitility.await().atMost(LIMIT).until(() -> !read(waiting).isEmpty());
  }

  private List<FeedPage> read(List<CompletableFuture<FeedPage>> waiting) {
    feed.stop();
    return waiting.stream()
        .filter(each -> each.isDone() && !each.isCompletedExceptionally())
        .map(CompletableFuture::join)
        .toList();
  }

  @Test
  void aPlaceWhoseChangesAreDeletedIsExpired() throws Exception {
    kafka.send(List.of(Statuses.record(tenant, 0, 3), Statuses.record(tenant, 3, 3)));
    FeedPage all = read(BEGINNING, Duration.ZERO);
    kafka
        .admin()
        .deleteRecords(
            Map.of(
                new TopicPartition(Topics.STATUSES, Statuses.partition(tenant)),
                RecordsToDelete.beforeOffset(1)))
        .all()
        .get();

    FeedPosition inDeleted = all.changes().get(1).behind();
    assertThat(problem(feed.read(tenant, "caller", new FeedStart.Behind(inDeleted), Duration.ZERO)))
        .isEqualTo(ErrorCode.FEED_POSITION_EXPIRED);
    // It has read everything that was deleted.
    FeedPosition behindDeleted = all.changes().get(2).behind();
    assertThat(numbers(read(new FeedStart.Behind(behindDeleted), Duration.ZERO)))
        .isEqualTo(range(3, 6));
    assertThat(numbers(read(BEGINNING, Duration.ZERO))).isEqualTo(range(3, 6));
  }

  /** As if Kafka had lost the end of the partition; what is written next is before the place. */
  @Test
  void aPlaceBehindTheEndIsExpired() throws Exception {
    kafka.send(List.of(Statuses.record(tenant, 0, 3)));
    FeedPosition end = read(BEGINNING, Duration.ZERO).next();
    FeedPosition lost = new FeedPosition(end.topic(), end.partition(), end.offset() + 5, 0);

    assertThat(problem(feed.read(tenant, "caller", new FeedStart.Behind(lost), LONG)))
        .isEqualTo(ErrorCode.FEED_POSITION_EXPIRED);
    assertThat(read(new FeedStart.Behind(end), Duration.ZERO).changes()).isEmpty();
  }

  @Test
  void aPlaceInATopicThatWasCreatedAgainIsExpired() throws Exception {
    kafka.send(List.of(Statuses.record(tenant, 0, 3)));
    FeedPage page = read(BEGINNING, Duration.ZERO);
    kafka.deleteTopics();
    createTopic();
    feed.stop();
    feed = feed(clients, Duration.ZERO);
    assertThat(
            problem(feed.read(tenant, "caller", new FeedStart.Behind(page.next()), Duration.ZERO)))
        .isEqualTo(ErrorCode.FEED_POSITION_EXPIRED);
  }

  @Test
  void aReaderBeginsNowOrAtATime() throws Exception {
    Instant before = Clock.systemUTC().instant().minus(Duration.ofHours(1));
    kafka.send(
        List.of(at(before, 0), at(before.plusSeconds(60), 1), at(before.plusSeconds(90), 2)));
    assertThat(numbers(read(new FeedStart.At(before.plusSeconds(30)), Duration.ZERO)))
        .isEqualTo(range(1, 3));
    assertThat(numbers(read(new FeedStart.At(Instant.EPOCH), Duration.ZERO)))
        .isEqualTo(range(0, 3));
    assertThat(read(new FeedStart.At(before.plusSeconds(900)), Duration.ZERO).changes()).isEmpty();

    FeedPage now = read(new FeedStart.Now(), Duration.ZERO);
    assertThat(now.changes()).isEmpty();
    kafka.send(List.of(Statuses.record(tenant, 3, 1)));
    assertThat(numbers(behind(now))).isEqualTo(range(3, 4));
  }

  private ProducerRecord<byte[], byte[]> at(Instant time, int number) {
    return new ProducerRecord<>(
        Topics.STATUSES,
        null,
        time.toEpochMilli(),
        tenant.getBytes(StandardCharsets.UTF_8),
        Statuses.value(tenant, number, 1));
  }

  /** An aborted transaction of plan is never read; a committed one is. */
  @Test
  void onlyCommittedChangesAreRead() {
    try (KafkaProducer<byte[], byte[]> producer =
        clients.transactionalProducer("feed-" + UUID.randomUUID())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(Statuses.record(tenant, 0, 1));
      producer.flush();
      assertThat(read(BEGINNING, Duration.ZERO).changes()).isEmpty();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ = producer.send(Statuses.record(tenant, 1, 1));
      producer.commitTransaction();
    }
    FeedPage page = read(BEGINNING, LONG);
    assertThat(numbers(page)).isEqualTo(range(1, 2));
    assertThat(behind(page).changes()).isEmpty();
  }

  @Test
  void manyRecordsOfOthersArePassedOverStepByStep() throws Exception {
    String neighbour = Statuses.neighbour(tenant);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < PartitionReader.MAX_RECORDS + 5_000; i++) {
      records.add(Statuses.record(neighbour, i, 1));
    }
    records.add(Statuses.record(tenant, 7, 1));
    kafka.send(records);
    FeedPage page = read(BEGINNING, Duration.ZERO);
    int pages = 1;
    while (page.changes().isEmpty()) {
      FeedPage next = behind(page);
      assertThat(next.next().offset()).isGreaterThan(page.next().offset());
      page = next;
      pages++;
    }
    assertThat(numbers(page)).isEqualTo(range(7, 8));
    assertThat(pages).isGreaterThan(1);
    // One that waits passes over them at once.
    assertThat(numbers(read(BEGINNING, LONG))).isEqualTo(range(7, 8));
  }

  /** A tenant that has another partition when there are 64. */
  private static String moved() {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "moved-" + i)
        .filter(each -> TenantPartitions.of(each, 64).size() == 2)
        .findFirst()
        .orElseThrow();
  }

  private void addPartitions() throws Exception {
    kafka
        .admin()
        .createPartitions(Map.of(Topics.STATUSES, NewPartitions.increaseTo(64)))
        .all()
        .get();
    awaitPartitions(64);
  }

  @Test
  void afterPartitionsWereAddedTheFormerOneIsReadFirst() throws Exception {
    String moved = moved();
    kafka.send(List.of(Statuses.record(moved, 0, 3)));
    FeedPage first = feed.read(moved, "caller", BEGINNING, Duration.ZERO).join();
    addPartitions();
    kafka.send(List.of(Statuses.record(moved, 3, 3)));

    // Another worker still writes to the former partition: the reader stays there.
    feed.stop();
    feed = feed(clients, Duration.ofHours(1));
    FeedStart behind = new FeedStart.Behind(first.next());
    assertThat(feed.read(moved, "caller", behind, Duration.ZERO).join().changes()).isEmpty();

    feed.stop();
    feed = feed(clients, Duration.ZERO);
    assertThat(numbers(feed.read(moved, "caller", behind, LONG).join())).isEqualTo(range(3, 6));
    FeedPage anew = feed.read(moved, "caller", BEGINNING, LONG).join();
    assertThat(numbers(anew)).isEqualTo(range(0, 3));
    assertThat(numbers(feed.read(moved, "caller", new FeedStart.Behind(anew.next()), LONG).join()))
        .isEqualTo(range(3, 6));
  }

  /** An api that has just started does not know since when there are so many partitions. */
  @Test
  void nowIsNotTheBeginningOfAPartitionThatWasAddedLongAgo() throws Exception {
    String moved = moved();
    addPartitions();
    Instant before = Clock.systemUTC().instant().minus(Duration.ofHours(1));
    kafka.send(
        List.of(
            new ProducerRecord<>(
                Topics.STATUSES,
                TenantPartitions.of(moved, 64).getLast(),
                before.toEpochMilli(),
                moved.getBytes(StandardCharsets.UTF_8),
                Statuses.value(moved, 0, 1))));
    feed.stop();
    feed = feed(clients, Duration.ofHours(1));

    FeedPage now = feed.read(moved, "caller", new FeedStart.Now(), Duration.ZERO).join();
    feed.stop();
    feed = feed(clients, Duration.ZERO);
    FeedStart behind = new FeedStart.Behind(now.next());

    assertThat(feed.read(moved, "caller", behind, Duration.ofSeconds(1)).join().changes())
        .isEmpty();
  }

  @Test
  void withoutKafkaReadersAreAskedToComeAgain() {
    StatusFeed without = feed(clients("127.0.0.1:1"), Duration.ZERO);
    try {
      List<CompletableFuture<FeedPage>> readers =
          IntStream.range(0, 60)
              .mapToObj(i -> without.read(tenant, "caller-" + i, BEGINNING, LONG))
              .toList();
      // One after the other, they would take two minutes.
      CompletableFuture<?> all = CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new));
      assertThat(all.handle((_, _) -> "ended").orTimeout(60, TimeUnit.SECONDS).join())
          .isEqualTo("ended");
      assertThat(readers)
          .allSatisfy(each -> assertThat(problem(each)).isEqualTo(ErrorCode.STATUSES_UNAVAILABLE));
    } finally {
      without.stop();
    }
  }
}
