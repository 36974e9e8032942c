package dev.notifier.store.search;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a search. Each reads a bounded number of rows; what is read and what is wanted
 * are different things, so each returns where it ended.
 */
final class SearchSql {
  private SearchSql() {}

  /** A statement and the values of its parameters, in their order. */
  record Statement(String sql, List<Object> values) {
    Object[] toArray() {
      return values.toArray();
    }
  }

  /** An expression and the values of its parameters, in their order. */
  private record Condition(String sql, List<Object> values) {}

  /**
   * Reads all notifications with a value, in any order, up to a limit. The id below which they are
   * is compared as text, which has no index: PostgreSQL would read the primary key if it believes
   * that few notifications are within the bounds.
   *
   * @param firstDay the lowest id of a day, before which no day is read; null = all days.
   *     PostgreSQL must know it when it plans: then it knows that it excludes days, and nothing
   *     within a day
   */
  static Statement ofKey(
      SearchFilter filter, SearchField key, @Nullable UUID firstDay, UUID before, int maxRows) {
    Condition wanted = wanted(filter);
    List<Object> values = new ArrayList<>(wanted.values());
    values.add(filter.values().getOrDefault(key, List.of()).getFirst());
    values.add(before.toString());
    if (firstDay != null) {
      values.add(firstDay);
    }
    values.add(maxRows);
    return new Statement(
        """
        select id, %s as wanted from notifications
        where %s = ? and id::text collate "C" < ?%s limit ?
        """
            .formatted(wanted.sql(), key.column(), firstDay == null ? "" : " and id >= ?"),
        values);
  }

  /** Finds the highest id with a value below an id; one page of the index of each day. */
  static Statement newest(SearchFilter filter, SearchField key, UUID before) {
    Object value = filter.values().getOrDefault(key, List.of()).getFirst();
    return new Statement(
        """
        select id from notifications where id >= ? and id < ?%s
        order by %s desc, id desc limit 1
        """
            .formatted(range(key), key.column()),
        List.of(filter.lowest(), before, value, value, value, before));
  }

  /**
   * A range and not a value: with a value, the primary key has the same order, and PostgreSQL may
   * believe that it is faster.
   */
  private static String range(SearchField key) {
    return " and %1$s >= ? and %1$s <= ? and (%1$s, id) < (?, ?)".formatted(key.column());
  }

  /**
   * Reads notifications in the order of their ids, the highest first, by the primary key or by an
   * index that begins with a field. Returns those that are wanted and the last one that was read.
   *
   * @param key the field; null = the primary key
   * @param window within one day, so that PostgreSQL plans for one partition
   * @param maxRows how many are read
   * @param maxFound after how many that are wanted reading ends
   */
  static Statement inOrder(
      SearchFilter filter, @Nullable SearchField key, Window window, int maxRows, int maxFound) {
    Condition wanted = wanted(filter);
    List<Object> values = new ArrayList<>(wanted.values());
    values.add(window.lowest());
    values.add(window.highest());
    String column = "";
    String order = "id desc";
    String range = "";
    if (key != null) {
      column = key.column() + ", ";
      order = key.column() + " desc, id desc";
      range = range(key);
      Object value = filter.values().getOrDefault(key, List.of()).getFirst();
      Collections.addAll(values, value, value, value, window.highest());
    }
    Collections.addAll(values, maxRows, maxRows, maxFound);
    return new Statement(
        """
        select w.id, w.wanted, w.place from (
          select n.id, n.wanted, row_number() over (order by %1$s) as place
          from (
            select %2$sid, %3$s as wanted from notifications
            where id >= ? and id < ?%4$s
            order by %1$s limit ?) n) w
        where w.wanted or w.place = ? limit ?
        """
            .formatted(order, column, wanted.sql(), range),
        values);
  }

  /** Whether a notification is wanted; never null. */
  private static Condition wanted(SearchFilter filter) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    conditions.add("tenant = ?");
    values.add(filter.tenant());
    filter
        .values()
        .forEach((field, wanted) -> {
          conditions.add(field.column() + inList(wanted.size()));
          values.addAll(wanted);
        });
    conditions.add("id >= ? and id < ?");
    values.add(filter.lowest());
    values.add(filter.highest());
    if (filter.changedSince() != null) {
      conditions.add("greatest(planned_at, submitted_at, finished_at, unconfirmed_since) >= ?");
      values.add(Objects.requireNonNull(filter.changedSince()).atOffset(ZoneOffset.UTC));
    }
    return new Condition("coalesce(" + String.join(" and ", conditions) + ", false)", values);
  }

  /**
   * The hours that have a notification with the counted values, the latest first. What is not yet
   * added to the counters is read as well.
   *
   * @param unfolded up to which id the changes are added to the counters
   */
  static Statement hours(SearchFilter filter, Window window, long unfolded) {
    List<String> conditions = new ArrayList<>();
    List<Object> counted = new ArrayList<>();
    conditions.add("hour >= ? and hour < ? and number <> 0 and tenant = ?");
    counted.add(window.firstHour().atOffset(ZoneOffset.UTC));
    counted.add(window.lastHour().atOffset(ZoneOffset.UTC));
    counted.add(filter.tenant());
    filter
        .values()
        .forEach((field, wanted) -> {
          if (field.counted() != null) {
            conditions.add(field.counted() + inList(wanted.size()));
            counted.addAll(wanted);
          }
        });
    String where = String.join(" and ", conditions);
    List<Object> values = new ArrayList<>(counted);
    values.add(unfolded);
    values.addAll(counted);
    return new Statement(
        """
        select hour from counters where %1$s
        union select hour from counter_deltas where id > ? and %1$s
        order by hour desc
        """
            .formatted(where),
        values);
  }

  private static String inList(int values) {
    return values == 1 ? " = ?" : " in (" + "?, ".repeat(values - 1) + "?)";
  }
}
