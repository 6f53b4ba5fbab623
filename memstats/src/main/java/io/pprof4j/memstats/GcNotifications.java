// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Hears of each collection from the collector beans, on the JVM's notification thread, and keeps the {@link GcHistory}.
 * Nothing here blocks that thread or throws into it. The only class that names the notifications of jdk.management;
 * used only where that module is there.
 */
final class GcNotifications implements NotificationListener {

    private final GcHistory history;

    private final Set<String> heapPools = MemoryPools.heapNames();

    private final List<Consumer<GcRecord>> consumers = new CopyOnWriteArrayList<>();

    private GcNotifications() {
        Map<String, Long> counts = new HashMap<>();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (CollectorBeans.isCycle(bean.getName())) {
                counts.put(bean.getName(), bean.getCollectionCount());
            }
        }
        history = new GcHistory(counts, CollectorBeans.pauseTotalNs());
    }

    /** Begins to listen. */
    static GcNotifications begin() {
        GcNotifications listener = new GcNotifications();
        for (NotificationEmitter emitter : emitters()) {
            emitter.addNotificationListener(listener, null, null);
        }
        return listener;
    }

    void end() {
        for (NotificationEmitter emitter : emitters()) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException ended) {
                // Another end was first.
            }
        }
    }

    private static List<NotificationEmitter> emitters() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(NotificationEmitter.class::isInstance)
                .map(NotificationEmitter.class::cast)
                .toList();
    }

    GcHistory history() {
        return history;
    }

    /** Calls the consumer with each collection from now on. It must not block. */
    void add(Consumer<GcRecord> consumer) {
        consumers.add(consumer);
    }

    void remove(Consumer<GcRecord> consumer) {
        consumers.remove(consumer);
    }

    @Override
    public void handleNotification(Notification notification, Object unused) {
        try {
            if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                handle(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()));
            }
        } catch (Throwable failure) { // thrown on, it would be printed on the program's stderr
            // One collection is missing, and the next is right again.
        }
    }

    private void handle(GarbageCollectionNotificationInfo info) {
        GcInfo times = info.getGcInfo();
        String bean = info.getGcName();
        if (CollectorBeans.isCycle(bean)) {
            GcNotice told = new GcNotice(
                    bean,
                    times.getId(),
                    info.getGcCause(),
                    JvmClock.toEpochNanos(times.getStartTime()),
                    JvmClock.toEpochNanos(times.getEndTime()),
                    heapBytes(times.getMemoryUsageBeforeGc()),
                    heapBytes(times.getMemoryUsageAfterGc()));
            // The total after the count, so that no pause is missing in it.
            long counted = CollectorBeans.count();
            GcRecord known = history.collection(told, counted, CollectorBeans.pauseTotalNs());
            consumers.forEach(consumer -> consumer.accept(known));
        } else if (CollectorBeans.isPause(bean)) {
            history.pause(JvmClock.toEpochNanos(times.getEndTime()), CollectorBeans.pauseTotalNs());
        }
    }

    private long heapBytes(Map<String, MemoryUsage> pools) {
        long sum = 0;
        for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
            sum += heapPools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
        }
        return sum;
    }
}
