package dev.notifier.local;

import dev.notifier.local.bench.Line;
import dev.notifier.local.bench.LoadRun;
import dev.notifier.local.home.Home;
import dev.notifier.local.home.PartClaim;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;

/**
 * {@code bench}: starts every part in a process of its own, beside whatever else runs on this
 * machine, has the load run made against them, and takes all of it away again.
 */
final class BenchCommand {
  private final CommandLine line;
  private final Console console;

  BenchCommand(CommandLine line, Console console) {
    this.line = line;
    this.console = console;
  }

  int run() throws Refusal, IOException, InterruptedException {
    var settings = BenchSettings.of(line.config());
    var home = Home.open(line.home());
    var running = PartClaim.notes(home).stream().filter(PartClaim.Note::lives).findFirst();
    if (running.isPresent()) {
      throw new Refusal(
          running.get().part()
              + " already runs in "
              + home.directory()
              + ": end it with ./notifier stop, or leave --home out.");
    }
    console.say("The load run starts its parts in " + home.directory());
    if (!settings.parts().contains(PartKind.SMSC)) {
      console.say(
          "Its "
              + line.load().messages()
              + " messages go to the message centre of the configuration, which is not ours.");
    }
    var children = new Children(home);
    var hook = new Thread(() -> end(children), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      children.start(settings.parts(), line, settings.javaOptions());
      var json = json();
      var terminal =
          Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
      var run = new LoadRun(lineOf(home, settings, children), line.load(), console.out(), terminal);
      return run.run(json) ? 0 : 1;
    } finally {
      end(children);
    }
  }

  private Line lineOf(Home home, BenchSettings settings, Children children)
      throws Refusal, IOException {
    var endpoints = home.endpoints();
    var store =
        settings.store().isPresent()
            ? settings.store().get()
            : new Line.Store(endpoints.get("postgres").orElseThrow(this::gone), "", "");
    var pids = new HashMap<String, Long>();
    children.pids().forEach((kind, pid) -> pids.put(kind.word(), pid));
    return new Line(
        URI.create(endpoints.get("api").orElseThrow(this::gone)),
        endpoints.get("apiKey").orElseThrow(this::gone),
        store,
        endpoints.get("handset").map(URI::create),
        pids,
        Files.getFileStore(home.directory()).type());
  }

  private Refusal gone() {
    return new Refusal("A part ended at once: try again with --keep, and look at its log.");
  }

  private Path json() throws IOException {
    if (line.load().json().isPresent()) {
      return line.load().json().get();
    }
    var folder =
        Path.of(System.getProperty("launcher.root", "."), "notifier-local", "target", "bench");
    Files.createDirectories(folder);
    return folder.resolve("bench-" + System.currentTimeMillis() / 1000 + ".json");
  }

  /** Once, however often it is called: at the end, and at a Ctrl-C before it. */
  private synchronized void end(Children children) {
    if (!children.stop() || line.homeGiven()) {
      return;
    }
    if (line.load().keep()) {
      console.say("Data and logs are kept in " + line.home());
    } else {
      delete(line.home());
    }
  }

  private void delete(Path home) {
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | RuntimeException e) {
      console.say("Not all of " + home + " could be deleted: " + e.getMessage());
    }
  }
}
