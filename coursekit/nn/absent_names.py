"""The table of `absent`: names that Keras has and we have not, each with what to write instead."""

OWN_FUNCTION = "give the layer a function of your own, written with NumPy"
OWN_LOSS = "give compile a function of your own, loss(y_true, y_pred), written with NumPy"
OWN_METRIC = "give compile a function of your own, metric(y_true, y_pred), written with NumPy"
OWN_LAYER = "write a subclass of Layer with forward and backward"
ONE_ROW = "layers follow one another here and nothing is merged; use Keras for such networks"
PICTURES = "change the pictures with NumPy before training; RandomFlip and RandomTranslation exist"
TEXT = "turn text and classes into numbers before training, as lesson 11 does"
TENSORS = "arrays are NumPy's, so use NumPy's own functions"
ADAM = "use Adam or AdamW"
FROM_CONFIG = "write from_config of the class with what get_config returned"

_GROUPS = {
    "": {
        "import it from its module, as in nn.layers.Layer": (
            "Initializer Layer Loss Metric Optimizer Regularizer"
        ),
        "write nn.config.set_floatx, nn.utils.set_random_seed, or NumPy's own functions": "backend",
        TENSORS: "KerasTensor Operation Variable ops random tree Function",
        "the course's own data are in coursekit.datasets": "datasets",
        "weights are not bounded here; use nn.regularizers": "constraints",
        "there are no trained networks to download; build one with Sequential": "applications",
        "give a layer its dtype, or call nn.config.set_floatx": (
            "DTypePolicy FloatDTypePolicy dtype_policies mixed_precision"
        ),
        "write model.save and nn.models.load_model": "export",
        PICTURES: "preprocessing visualization",
        "models run on one processor with all their numbers": (
            "Quantizer RematScope StatelessScope SymbolicScope device distillation distribution "
            "name_scope quantizers remat"
        ),
        "layers are classes of nn.layers": "InputSpec legacy wrappers",
        "the version is coursekit.__version__": "version",
    },
    "layers": {
        "there are no volumes here; pictures have Conv2D, MaxPooling2D and their like": (
            "AdaptiveAveragePooling3D AdaptiveMaxPooling3D AveragePooling3D AvgPool3D Conv3D "
            "Conv3DTranspose ConvLSTM3D Convolution3D Convolution3DTranspose Cropping3D "
            "GlobalAveragePooling3D GlobalAvgPool3D GlobalMaxPool3D GlobalMaxPooling3D MaxPool3D "
            "MaxPooling3D SpatialDropout3D UpSampling3D ZeroPadding3D"
        ),
        "reshape the sequence to (steps, 1, channels) and pool it with a window (k, 1)": (
            "AdaptiveAveragePooling1D AdaptiveMaxPooling1D AveragePooling1D AvgPool1D "
            "GlobalAveragePooling1D GlobalAvgPool1D GlobalMaxPool1D GlobalMaxPooling1D MaxPool1D "
            "MaxPooling1D UpSampling1D ZeroPadding1D"
        ),
        "use AveragePooling2D or MaxPooling2D with the window that fits": (
            "AdaptiveAveragePooling2D AdaptiveMaxPooling2D"
        ),
        "use Conv1D or Conv2D, whose filters see all channels": (
            "Conv1DTranspose Conv2DTranspose Convolution1DTranspose Convolution2DTranspose "
            "DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D "
            "SeparableConvolution1D SeparableConvolution2D"
        ),
        ONE_ROW: (
            "Add Attention AdditiveAttention Average Concatenate Dot GroupQueryAttention Maximum "
            "Minimum MultiHeadAttention Multiply Subtract add average concatenate dot maximum "
            "minimum multiply subtract"
        ),
        "use Dropout": (
            "AlphaDropout GaussianDropout GaussianNoise SpatialDropout1D SpatialDropout2D"
        ),
        "use BatchNormalization": (
            "GroupNormalization LayerNormalization RMSNormalization SpectralNormalization "
            "UnitNormalization"
        ),
        "use SimpleRNN, LSTM or GRU, one after another with return_sequences=True": (
            "Bidirectional ConvLSTM1D ConvLSTM2D GRUCell LSTMCell RNN SimpleRNNCell StackedRNNCells"
        ),
        "Dense and Activation already work on every step of a sequence": "TimeDistributed",
        "use Dense": "EinsumDense ReversibleEmbedding",
        "use kernel_regularizer": "ActivityRegularization",
        "use ReLU(threshold=…)": "ThresholdedReLU",
        OWN_LAYER: (
            "FlaxLayer Identity InputSpec JaxLayer Lambda Permute Pipeline RepeatVector TFSMLayer "
            "TorchModuleWrapper Wrapper"
        ),
        "there are no masks here; cut the sequences to one length": "Masking",
        "cut or enlarge the arrays with NumPy before training": (
            "CenterCrop Cropping1D Cropping2D Resizing UpSampling2D"
        ),
        PICTURES: (
            "AugMix AutoContrast ContrastLimitedAdaptiveHistogramEqualization CutMix Equalization "
            "MaxNumBoundingBoxes MixUp RandAugment RandomBrightness RandomColorDegeneration "
            "RandomColorJitter RandomContrast RandomCrop RandomElasticTransform RandomErasing "
            "RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert "
            "RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness "
            "RandomShear RandomWidth RandomZoom Solarization"
        ),
        TEXT: (
            "CategoryEncoding Discretization HashedCrossing Hashing IntegerLookup StringLookup "
            "TextVectorization"
        ),
        "compute the spectrum with NumPy before training": "MelSpectrogram STFTSpectrogram",
        "write layer.get_config()": "serialize",
    },
    "activations": {
        OWN_FUNCTION: (
            "celu glu hard_shrink hard_silu hard_swish hard_tanh log_sigmoid log_softmax "
            "soft_shrink sparse_plus sparse_sigmoid sparsemax squareplus tanh_shrink threshold"
        ),
        "an activation's name is activation.name": "serialize",
        "write activations.get with the name": "deserialize",
    },
    "losses": {
        OWN_LOSS: (
            "BinaryFocalCrossentropy CTC CategoricalFocalCrossentropy "
            "CategoricalGeneralizedCrossEntropy CategoricalHinge Circle CosineSimilarity Dice "
            "Tversky binary_focal_crossentropy categorical_focal_crossentropy "
            "categorical_generalized_cross_entropy categorical_hinge circle cosine_similarity ctc "
            "dice tversky"
        ),
        'write reduction="sum" or "sum_over_batch_size"': "Reduction",
        "write loss.get_config()": "serialize",
        "write losses.get with the dictionary": "deserialize",
    },
    "metrics": {
        OWN_METRIC: (
            "BinaryIoU CategoricalHinge ConcordanceCorrelation CosineSimilarity FBetaScore "
            "FalseNegatives FalsePositives IoU MeanIoU OneHotIoU OneHotMeanIoU PearsonCorrelation "
            "PrecisionAtRecall R2Score RecallAtPrecision SensitivityAtSpecificity "
            "SparseTopKCategoricalAccuracy SpecificityAtSensitivity TopKCategoricalAccuracy "
            "TrueNegatives TruePositives categorical_hinge concordance_correlation "
            "pearson_correlation sparse_top_k_categorical_accuracy top_k_categorical_accuracy "
            "binary_focal_crossentropy categorical_focal_crossentropy"
        ),
        'write metrics=["accuracy"], which fits its kind to the labels': "Accuracy",
        "a metric of your own is a function; its mean over the samples is taken for you": (
            "Mean MeanMetricWrapper Sum"
        ),
        "the function of this name is in nn.losses": (
            "KLD MAE MAPE MSE MSLE binary_crossentropy categorical_crossentropy hinge huber kld "
            "kl_divergence kullback_leibler_divergence log_cosh logcosh mae mape "
            "mean_absolute_error mean_absolute_percentage_error mean_squared_error "
            "mean_squared_logarithmic_error mse msle poisson sparse_categorical_crossentropy "
            "squared_hinge"
        ),
        "call an object of the class, as in metrics.BinaryAccuracy()(y_true, y_pred)": (
            "binary_accuracy categorical_accuracy sparse_categorical_accuracy"
        ),
        "write metric.get_config()": "serialize",
        "write metrics.get with the dictionary": "deserialize",
    },
    "optimizers": {
        ADAM: "Adafactor Adamax Ftrl Lamb Lion Muon ScheduleFreeAdamW",
        "numbers of type float32 need no scaling": "LossScaleOptimizer",
        "one optimizer steps all weights": "MultiOptimizer OptimizerMap",
        "the optimizers of today have the same names": "legacy",
        "write optimizer.get_config()": "serialize",
        "write optimizers.get with the dictionary": "deserialize",
    },
    "optimizers.schedules": {
        "write schedule.get_config()": "serialize",
        FROM_CONFIG: "deserialize",
    },
    "callbacks": {
        "use ModelCheckpoint and nn.models.load_model": "BackupAndRestore OrbaxCheckpoint",
        "choose verbose=1 or 2 in fit": "ProgbarLogger",
        "use CSVLogger, or read model.history": "RemoteMonitor TensorBoard",
        "averages of the weights are not kept": "SwapEMAWeights",
    },
    "initializers": {
        "use GlorotUniform": "STFT STFTInitializer stft",
        "write initializer.get_config()": "serialize",
        "write initializers.get with the dictionary": "deserialize",
    },
    "regularizers": {
        "use L2, or write a subclass of Regularizer with gradient": (
            "OrthogonalRegularizer orthogonal_regularizer"
        ),
        "write regularizer.get_config()": "serialize",
        "write regularizers.get with the dictionary": "deserialize",
    },
    "models": {
        "write model.save and nn.models.load_model": "save_model",
    },
}  # fmt: skip
INSTEAD = {
    kind: {name: instead for instead, names in groups.items() for name in names.split()}
    for kind, groups in _GROUPS.items()
}
