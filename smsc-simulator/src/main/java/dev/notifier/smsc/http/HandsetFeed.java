package dev.notifier.smsc.http;

import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.record.Submission;
import dev.notifier.smsc.server.HandsetListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Feeds open handset pages with messages as they arrive: a sample of at most 50 new messages per
 * second (with all segments of a sampled message), and the inbound messages that handsets send.
 * Costs almost nothing while no page is open. Thread-safe. A page that is too slow misses messages.
 */
public final class HandsetFeed implements HandsetListener {
  static final int MAX_NEW_PER_SECOND = 50;
  static final int MAX_PAGES = 20;
  private static final int MAX_SEGMENTS_PER_SECOND = 200;
  private static final int MAX_QUEUED = 500;
  private static final int MAX_REPLIES_KEPT = 1_000;

  private final LongSupplier nowMs;
  private final List<BlockingQueue<HandsetMessage>> pages = new CopyOnWriteArrayList<>();
  private final SegmentJoiner joiner = new SegmentJoiner();
  private final Deque<HandsetMessage> replies = new ArrayDeque<>();
  private long second;
  private int newInSecond;
  private int segmentsInSecond;

  public HandsetFeed(LongSupplier nowMs) {
    this.nowMs = nowMs;
  }

  /** Publishes an accepted message; never blocks. */
  @Override
  public void onAccepted(Submission submission, Alphabet defaultAlphabet) {
    if (!pages.isEmpty()) {
      sample(submission, defaultAlphabet);
    }
  }

  private synchronized void sample(Submission submission, Alphabet defaultAlphabet) {
    long thisSecond = nowMs.getAsLong() / 1_000;
    if (thisSecond != second) {
      second = thisSecond;
      newInSecond = 0;
      segmentsInSecond = 0;
    }
    if (newInSecond < MAX_NEW_PER_SECOND && !joiner.isKnown(submission)) {
      newInSecond++;
      publish(joiner.join(submission, defaultAlphabet));
    } else if (segmentsInSecond < MAX_SEGMENTS_PER_SECOND && joiner.isKnown(submission)) {
      segmentsInSecond++;
      publish(joiner.join(submission, defaultAlphabet));
    }
  }

  @Override
  public void onReply(Address from, Address to, String text) {
    publishReply(from.value(), to.value(), text, 1);
  }

  /** Publishes an inbound message of this many segments that a handset sent. */
  HandsetMessage publishReply(String from, String to, String text, int segments) {
    HandsetMessage reply =
        new HandsetMessage(
            "mo-" + UUID.randomUUID(),
            from,
            to,
            /* incoming= */ false,
            text,
            nowMs.getAsLong(),
            segments,
            segments);
    publishReply(reply);
    return reply;
  }

  /** Publishes an inbound message, or its new state. */
  synchronized void publishReply(HandsetMessage reply) {
    replies.removeIf(each -> each.key().equals(reply.key()));
    replies.addLast(reply);
    if (replies.size() > MAX_REPLIES_KEPT) {
      replies.removeFirst();
    }
    publish(reply);
  }

  /** Returns the last inbound messages, oldest first. */
  synchronized List<HandsetMessage> replies() {
    return new ArrayList<>(replies);
  }

  synchronized void clearReplies() {
    replies.clear();
  }

  private void publish(HandsetMessage message) {
    for (BlockingQueue<HandsetMessage> page : pages) {
      page.offer(message);
    }
  }

  /** Opens the queue of another page; empty when too many pages are open. */
  synchronized Optional<BlockingQueue<HandsetMessage>> open() {
    if (pages.size() >= MAX_PAGES) {
      return Optional.empty();
    }
    BlockingQueue<HandsetMessage> page = new ArrayBlockingQueue<>(MAX_QUEUED);
    pages.add(page);
    return Optional.of(page);
  }

  void close(BlockingQueue<HandsetMessage> page) {
    pages.remove(page);
  }
}
