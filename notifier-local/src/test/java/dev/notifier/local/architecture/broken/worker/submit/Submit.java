package dev.notifier.local.architecture.broken.worker.submit;

import dev.notifier.local.architecture.broken.api.Door;
import dev.notifier.local.architecture.broken.worker.track.Track;

import org.jsmpp.bean.ESMClass;
import org.jspecify.annotations.NullMarked;

/** Knows the api, the next stage, and the library. */
@NullMarked
public record Submit(Door door, Track next, ESMClass kind) {}
