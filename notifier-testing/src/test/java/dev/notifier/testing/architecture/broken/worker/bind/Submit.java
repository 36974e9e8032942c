package dev.notifier.testing.architecture.broken.worker.bind;

import dev.notifier.testing.architecture.broken.api.Endpoint;
import dev.notifier.testing.architecture.broken.worker.track.Track;
import org.jsmpp.bean.ESMClass;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.ssl.pem.PemContent;

/** Depends on the api, on the next stage, on jSMPP, and on a reader of PEM files. */
@NullMarked
public record Submit(Endpoint endpoint, Track next, ESMClass kind, PemContent file) {}
