package dev.notifier.local;

import dev.notifier.local.home.Home;
import dev.notifier.local.wording.Finding;
import dev.notifier.local.wording.Folder;
import dev.notifier.local.wording.FolderLint;
import dev.notifier.local.wording.WordingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code templates}: wording that lives as files beside other code. */
final class TemplatesCommand {
  private static final int MISTAKES = 1;

  private final CommandLine line;
  private final Console console;

  TemplatesCommand(CommandLine line, Console console) {
    this.line = line;
    this.console = console;
  }

  int run() throws Refusal, IOException, InterruptedException {
    Folder folder = new Folder(Path.of(line.words().get(1)));
    return switch (line.words().getFirst()) {
      case "lint" -> lint(folder);
      case "import" -> imported(folder);
      case "export" -> exported(folder);
      default -> throw CommandLine.noSuchTemplatesWord();
    };
  }

  private int lint(Folder folder) throws Refusal, IOException {
    int files = there(folder);
    List<Finding> findings = FolderLint.of(folder);
    findings.forEach(finding -> console.say(finding.toString()));
    console.say(
        findings.isEmpty()
            ? "Nothing is wrong with " + files + " files."
            : findings.size() + " mistakes in " + files + " files.");
    return findings.isEmpty() ? 0 : MISTAKES;
  }

  private int imported(Folder folder) throws Refusal, IOException, InterruptedException {
    int code = lint(folder);
    if (code != 0) {
      return code;
    }
    List<String> lines = server().send(folder, line.dryRun());
    lines.forEach(console::say);
    return lines.stream().anyMatch(each -> each.startsWith(WordingServer.REFUSED)) ? MISTAKES : 0;
  }

  private int exported(Folder folder) throws Refusal, IOException, InterruptedException {
    List<Path> written = server().fetch(folder);
    console.say(written.size() + " files in " + folder.directory());
    return 0;
  }

  private static int there(Folder folder) throws Refusal, IOException {
    if (!Files.isDirectory(folder.directory())) {
      throw new Refusal("There is no folder " + folder.directory() + ".");
    }
    int files = folder.templates().size() + folder.eventTypes().size();
    if (files == 0) {
      throw new Refusal(folder.directory() + " has no templates/*.yaml and no event-types/*.yaml.");
    }
    return files;
  }

  /** What is imported waits for a review by somebody else than the editor. */
  private WordingServer server() throws Refusal, IOException {
    if (!Home.exists(line.home())) {
      throw new Refusal("Nothing was ever started in " + line.home() + ".");
    }
    var endpoints = Home.open(line.home()).endpoints();
    var api = endpoints.get("api");
    var editor = endpoints.get("editorKey");
    var key = editor.isPresent() ? editor : endpoints.get("apiKey");
    if (api.isEmpty() || key.isEmpty()) {
      throw new Refusal("No api runs in " + line.home() + ": start it with ./notifier start.");
    }
    return new WordingServer(api.get(), key.get());
  }
}
