package dev.notifier.api.people;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.people.PersonalData.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests about the data of one recipient. Whom they are about is never in the URL. */
@RestController
final class PeopleController {
  private final PersonalData data;
  private final PersonErasures erasures;
  private final WorkLimit work;

  PeopleController(PersonalData data, PersonErasures erasures, WorkLimit work) {
    this.data = data;
    this.erasures = erasures;
    this.work = work;
  }

  @PostMapping("/v1/people/erase")
  ErasureDocument erase(HttpServletRequest request) throws IOException {
    Person person = PersonCommand.readErasure(request).person();
    String caller = Caller.of(request);
    return work.call(() -> StoreAccess.call(() -> erasures.erase(person, caller)));
  }

  @PostMapping("/v1/people/export")
  ExportDocument export(HttpServletRequest request) throws IOException {
    PersonCommand command = PersonCommand.readExport(request);
    Person person = command.person();
    @Nullable Place place = command.place();
    int limit = command.limit();
    return work.call(() ->
        ExportDocument.of(StoreAccess.call(() -> data.export(person, place, limit)), limit));
  }
}
