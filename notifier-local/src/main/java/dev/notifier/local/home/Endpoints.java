package dev.notifier.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code endpoints.json}: the addresses of the components of a home. Each component adds
 * its own fields when it is ready, and removes only those. The file contains secrets, so only its
 * owner can read it.
 *
 * <p>Thread-safe, and safe for any number of processes.
 */
public final class Endpoints {
  private static final String WORKERS = "workers";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final Path lock;

  Endpoints(Path file, Path lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Adds or replaces these fields. */
  public void put(Map<String, String> fields) throws IOException {
    change(content -> fields.forEach(content::put));
  }

  /** Removes those of these fields that are present. */
  public void remove(Iterable<String> fields) throws IOException {
    change(content -> fields.forEach(content::remove));
  }

  /** Adds the address of a worker. */
  public void addWorker(String address) throws IOException {
    change(content -> {
      removeWorkerFrom(content, address);
      content.withArray(WORKERS).add(address);
    });
  }

  /** Removes the address of a worker. */
  public void removeWorker(String address) throws IOException {
    change(content -> removeWorkerFrom(content, address));
  }

  /** The value of a field; empty if its component is not up. */
  public Optional<String> get(String field) throws IOException {
    return Optional.ofNullable(read().get(field)).map(node -> node.asString());
  }

  /** Addresses of the workers that are up. */
  public List<String> workers() throws IOException {
    return read().withArray(WORKERS).valueStream().map(node -> node.asString()).toList();
  }

  /** All fields except the workers, in the order of the file. */
  public Map<String, String> all() throws IOException {
    var all = new LinkedHashMap<String, String>();
    read()
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals(WORKERS)) {
            all.put(field.getKey(), field.getValue().asString());
          }
        });
    return all;
  }

  private static void removeWorkerFrom(ObjectNode content, String address) {
    var workers = content.withArray(WORKERS);
    workers.removeIf(node -> node.asString().equals(address));
    if (workers.isEmpty()) {
      content.remove(WORKERS);
    }
  }

  private void change(Consumer<ObjectNode> change) throws IOException {
    LockedFile.with(
        lock,
        () -> {
          var before = read();
          var after = before.deepCopy();
          change.accept(after);
          if (after.isEmpty()) {
            Files.deleteIfExists(file);
          } else if (!after.equals(before)) {
            LockedFile.replace(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(after) + "\n");
          }
          return after;
        });
  }

  private ObjectNode read() throws IOException {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      return (ObjectNode) JSON.readTree(Files.readString(file));
    } catch (JacksonException | ClassCastException e) {
      throw new IOException(
          file + " is not a JSON object: delete it and start the components again.", e);
    }
  }
}
