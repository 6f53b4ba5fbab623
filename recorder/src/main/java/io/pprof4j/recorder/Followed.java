// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * A recorded object that is to be followed.
 *
 * @param live where
 * @param type it must be of
 * @param collection collections before it was allocated
 * @param scale recorded objects of the site that it stands for
 */
record Followed(
        Recording recording, LiveObjects live, AllocatedType type, AllocationSite site, int collection, int scale) {

    /** @param object null if it was removed by the JIT, and so is as good as dead */
    void found(Object object) {
        if (object == null || recording.isOf(object, type)) {
            live.add(object, site, collection, scale);
        } else {
            recording.untracked();
        }
    }
}
