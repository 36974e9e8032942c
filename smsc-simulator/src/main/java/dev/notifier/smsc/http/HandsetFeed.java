package dev.notifier.smsc.http;

import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.record.Submission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * What open pages are shown as it arrives: a sample of at most 50 new messages a second (the parts
 * of a message that was let through come through too), and the replies that handsets wrote. Costs
 * next to nothing while no page is open. Thread-safe; a page too slow to follow misses messages.
 */
public final class HandsetFeed {
  static final int MAX_NEW_A_SECOND = 50;
  static final int MAX_PAGES = 20;
  private static final int MAX_PARTS_A_SECOND = 200;
  private static final int MAX_WAITING = 500;
  private static final int MAX_REPLIES_KEPT = 1_000;

  private final LongSupplier nowMs;
  private final List<BlockingQueue<HandsetMessage>> pages = new CopyOnWriteArrayList<>();
  private final SegmentJoiner joiner = new SegmentJoiner();
  private final Deque<HandsetMessage> replies = new ArrayDeque<>();
  private long second;
  private int newInSecond;
  private int partsInSecond;

  public HandsetFeed(LongSupplier nowMs) {
    this.nowMs = nowMs;
  }

  /** A message was accepted; never blocks. */
  public void arrived(Submission it, Alphabet ofDataCoding0) {
    if (!pages.isEmpty()) {
      sample(it, ofDataCoding0);
    }
  }

  private synchronized void sample(Submission it, Alphabet ofDataCoding0) {
    long thisSecond = nowMs.getAsLong() / 1_000;
    if (thisSecond != second) {
      second = thisSecond;
      newInSecond = 0;
      partsInSecond = 0;
    }
    if (newInSecond < MAX_NEW_A_SECOND && !joiner.knows(it)) {
      newInSecond++;
      show(joiner.join(it, ofDataCoding0));
    } else if (partsInSecond < MAX_PARTS_A_SECOND && joiner.knows(it)) {
      partsInSecond++;
      show(joiner.join(it, ofDataCoding0));
    }
  }

  /** A handset wrote. */
  synchronized void replied(HandsetMessage reply) {
    replies.addLast(reply);
    if (replies.size() > MAX_REPLIES_KEPT) {
      replies.removeFirst();
    }
    show(reply);
  }

  /** The last replies, oldest first. */
  synchronized List<HandsetMessage> replies() {
    return new ArrayList<>(replies);
  }

  synchronized void forgetReplies() {
    replies.clear();
  }

  private void show(HandsetMessage message) {
    for (BlockingQueue<HandsetMessage> page : pages) {
      page.offer(message);
    }
  }

  /** A queue for one more page; null-free: an empty list means there are too many pages already. */
  List<BlockingQueue<HandsetMessage>> open() {
    if (pages.size() >= MAX_PAGES) {
      return List.of();
    }
    BlockingQueue<HandsetMessage> page = new ArrayBlockingQueue<>(MAX_WAITING);
    pages.add(page);
    return List.of(page);
  }

  void close(BlockingQueue<HandsetMessage> page) {
    pages.remove(page);
  }
}
