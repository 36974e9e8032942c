package dev.notifier.local.bench;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A running line. Holds secrets: {@link #toString()} shows none.
 *
 * @param api where events are posted
 * @param apiKey the callers' key
 * @param store the database that the workers write to
 * @param simulator the HTTP port of our message centre; empty = the centre is somebody else's
 * @param processes the process of each part that runs here, by the part's word; what it started
 *     counts as it
 * @param disk the kind of file system below the data, as the system calls it
 */
public record Target(
    URI api,
    String apiKey,
    Store store,
    Optional<URI> simulator,
    Map<String, Long> processes,
    String disk) {
  /**
   * @param user empty = the url says who
   */
  public record Store(String url, String user, String password) {
    @Override
    public String toString() {
      return "Store[...]";
    }
  }

  public Target {
    processes = Map.copyOf(processes);
  }

  @Override
  public String toString() {
    return "Line[" + api + "]";
  }
}
