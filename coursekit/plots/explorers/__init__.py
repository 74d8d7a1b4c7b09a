"""Pictures of the explorers: one module an explorer, each with ``draw(state, frame)``."""
