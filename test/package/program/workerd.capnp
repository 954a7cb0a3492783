using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "main",
      worker = (
        modules = [ ( name = "worker", esModule = embed "worker.bundle.mjs" ) ],
        bindings = [ ( name = "BASES", fromEnvironment = "BASES" ) ],
        compatibilityDate = "2026-11-17",
      ),
    ),
    # The servers of the test are on this machine.
    ( name = "internet", network = ( allow = ["private"] ) ),
  ],
);
