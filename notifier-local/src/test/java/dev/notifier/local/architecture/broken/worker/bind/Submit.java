package dev.notifier.local.architecture.broken.worker.bind;

import dev.notifier.local.architecture.broken.api.Door;
import dev.notifier.local.architecture.broken.worker.track.Track;
import org.jsmpp.bean.ESMClass;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.ssl.pem.PemContent;

/** Depends on the api, on the next stage, on jSMPP, and on a reader of PEM files. */
@NullMarked
public record Submit(Door door, Track next, ESMClass kind, PemContent file) {}
